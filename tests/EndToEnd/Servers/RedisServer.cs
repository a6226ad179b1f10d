using System.Diagnostics;
using System.Net.Sockets;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Servers;

/// <summary>A Redis of Debian's package on loopback that keeps nothing on disk. It never outlives the tests.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private RedisServer(Process process, int port) => (_process, Port) = (process, port);

    public static bool IsInstalled { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "redis-server")));

    public int Port { get; }

    public string Connection => $"127.0.0.1:{Port}";

    public static async Task<RedisServer> StartAsync()
    {
        var port = Ports.Free();
        var start = new ProcessStartInfo("redis-server", ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
        {
            RedirectStandardOutput = true,
        };
        var redis = new RedisServer(Process.Start(start)!, port);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => redis.Kill();
        redis._process.BeginOutputReadLine();
        await Waiting.UntilAsync(redis.ListensAsync, Patience, "Redis listens");
        return redis;
    }

    /// <summary>Makes it stop answering, as a machine does that hangs, or go on.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It was disposed of.
        }
    }

    private async Task<bool> ListensAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>A test of a cluster; it skips, saying so, where there is no Redis.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute()
    {
        if (!RedisServer.IsInstalled)
            Skip = "redis-server is missing: install Debian's package redis-server (make test does, as root)";
    }
}
