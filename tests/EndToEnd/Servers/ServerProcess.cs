using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using TenantLLM.EndToEnd.Servers.Secrets;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Servers;

/// <summary>A server of this repository as a process of its own, as it was built with the tests. It never outlives them. Where it has written a
/// secret, its disposal fails.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly ConcurrentDictionary<int, Process> Running = new();
    private static readonly string[] OwnVariables = ["OTEL_", "ASPNETCORE_", "DOTNET_ENVIRONMENT", "URLS"];

    private readonly Process _process;

    static ServerProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var process in Running.Values)
            KillNow(process);
    };

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => StandardOutput.Add(line.Data);
        process.ErrorDataReceived += (_, line) => StandardError.Add(line.Data);
    }

    /// <summary>The configuration that the tests and the servers with them were built in.</summary>
    public static string Build { get; } = typeof(ServerProcess).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public ServerOutput StandardOutput { get; } = new();

    public ServerOutput StandardError { get; } = new();

    public bool HasExited => _process.HasExited;

    /// <summary>What it has in memory.</summary>
    public int ResidentMiB
    {
        get
        {
            _process.Refresh();
            return (int)(_process.WorkingSet64 >> 20);
        }
    }

    /// <summary>The last lines of both streams, for messages.</summary>
    public string Tail => $"--- standard output\n{StandardOutput.Tail()}\n--- standard error\n{StandardError.Tail()}";

    /// <summary>Starts a server.</summary>
    /// <param name="project">The folder under <c>src</c>.</param>
    /// <param name="folder">Its working directory, where its data lie.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="environment">Variables beside those of the test's own process.</param>
    public static ServerProcess Start(
        string project, string folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        Start(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Program(project), .. arguments], folder, environment);

    /// <summary>Starts a script that starts servers, and ends when its input does.</summary>
    public static ServerProcess StartScript(string script, string folder, IReadOnlyDictionary<string, string> environment) =>
        Start(script, [], folder, environment);

    /// <summary>Starts a server that is installed on this machine.</summary>
    public static ServerProcess StartProgram(string program, IReadOnlyList<string> arguments, string folder) => Start(program, arguments, folder, null);

    private static ServerProcess Start(
        string program, IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfServers).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
            ConfiguredSecrets.Add(name, value);
        }

        ConfiguredSecrets.Add(arguments);

        var server = new ServerProcess(Process.Start(start)!);
        Running[server._process.Id] = server._process;
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Ends its input, and waits until it has ended, too.</summary>
    public async Task EndInputAsync(TimeSpan patience)
    {
        _process.StandardInput.Close();
        await ExitCodeAsync(patience);
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        KillNow(_process);
        _process.WaitForExit();
    }

    /// <summary>Asks it to end, as <c>kill</c> and container runtimes do.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync();
        return await ExitCodeAsync(Patience);
    }

    /// <summary>Waits until it ends of itself.</summary>
    public async Task<int> ExitCodeAsync(TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        try
        {
            // Returns when both streams are read to their end, too.
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The server did not end within {patience}. It printed:\n{Tail}");
        }

        return _process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        Running.TryRemove(_process.Id, out _);
        _process.Dispose();
        TestSecrets.CheckOutput(Announcements.RemoveFrom(StandardOutput.Text), "a server's standard output");
        TestSecrets.CheckOutput(StandardError.Text, "a server's standard error");
        return ValueTask.CompletedTask;
    }

    private static void KillNow(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    // A developer's own settings must not reach the servers under test.
    private static bool IsOfServers(string variable) =>
        OwnVariables.Any(name => variable.StartsWith(name, StringComparison.OrdinalIgnoreCase)) || variable.Contains("__", StringComparison.Ordinal);

    private static string Program(string project)
    {
        var framework = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Workspace.InRepository("src", project, "bin", Build, framework, $"TenantLLM.{project}.dll");
    }
}
