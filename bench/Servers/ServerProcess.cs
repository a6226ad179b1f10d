using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace TenantLLM.Bench.Servers;

/// <summary>A server this run started. It ends with the run.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private const int LinesDescribed = 20;

    private readonly Process _process;
    private readonly PosixSignalRegistration _terminated;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string> _output = new();

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Receive(line.Data);
        process.ErrorDataReceived += (_, line) => Receive(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _lines.Writer.TryComplete();
        _terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Kill());
    }

    /// <summary>In steps of the kernel's clock, 10 ms: to be added up.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory of it that is in use now.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static ServerProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var server = new ServerProcess(new Process { StartInfo = start });
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    public static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    /// <summary>Waits for a line the server prints when it is ready. One that does not become ready is ended.</summary>
    /// <exception cref="InvalidDataException">It ended, or took too long.</exception>
    public async Task<string> WaitForLineAsync(Predicate<string> isIt)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(patience.Token))
            {
                if (isIt(line))
                    return line;
            }
        }
        catch (OperationCanceledException)
        {
        }

        var failure = new InvalidDataException($"{_process.StartInfo.FileName} did not become ready; it {Describe()}");
        Kill();
        throw failure;
    }

    /// <summary>Whether it runs, and what it printed last: for failures.</summary>
    public string Describe() =>
        $"{(_process.HasExited ? $"ended with {_process.ExitCode}" : "runs")}; it printed last:\n{string.Join('\n', _output.TakeLast(LinesDescribed))}";

    public async ValueTask DisposeAsync()
    {
        _terminated.Dispose();
        Kill();
        await _process.WaitForExitAsync();
    }

    private void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    private void Receive(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        _lines.Writer.TryWrite(line);
    }
}
