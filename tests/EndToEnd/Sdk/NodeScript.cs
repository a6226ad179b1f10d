using System.Diagnostics;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Sdk;

/// <summary>A script that Node.js runs against a server, which it finds as every OpenAI client does.</summary>
internal static class NodeScript
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a script; fails unless it succeeds.</summary>
    /// <param name="server">What it talks to.</param>
    /// <param name="folder">The script's, in the repository.</param>
    /// <param name="script">Its file.</param>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(StandaloneServer server, string folder, string script)
    {
        var start = new ProcessStartInfo("node", [script])
        {
            WorkingDirectory = Workspace.InRepository(folder),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OPENAI_BASE_URL"] = $"{server.Url}/v1";
        start.Environment["OPENAI_API_KEY"] = server.Key;
        using var node = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            var output = node.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = await node.StandardError.ReadToEndAsync(timeout.Token);
            await node.WaitForExitAsync(timeout.Token);
            Assert.True(node.ExitCode == 0, $"{script}: {errors}");
            return await output;
        }
        catch (OperationCanceledException)
        {
            node.Kill(entireProcessTree: true);
            throw new TimeoutException($"{script} did not end within {Patience}.");
        }
    }
}
