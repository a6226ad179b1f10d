using System.Diagnostics;
using System.Text;

namespace TenantLLM.EndToEnd.Documentation;

/// <summary>Commands run one after the other by one shell, as a reader would type them.</summary>
internal static class ShellSession
{
    // The record separator, which no command prints.
    private const char Separator = '\x1e';
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <returns>What each printed, errors included, without the last line break.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(
        IEnumerable<string> commands, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("bash", ["-s"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var shell = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            // Commands must not read the script.
            var script = string.Join("\n", commands.Select(command => $"{command}\nprintf '\\x1e'"));
            await shell.StandardInput.WriteAsync($"exec 2>&1\n{{\n{script}\n}} < /dev/null\n");
            shell.StandardInput.Close();
            var printed = await shell.StandardOutput.ReadToEndAsync(timeout.Token);
            await shell.WaitForExitAsync(timeout.Token);
            return [.. printed.Split(Separator)[..^1].Select(output => output.TrimEnd('\n'))];
        }
        finally
        {
            if (!shell.HasExited)
                shell.Kill(entireProcessTree: true);
        }
    }
}
