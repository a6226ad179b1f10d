using System.Diagnostics;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Sdk;

/// <summary>Runs scripts that are clients of a server, which they find as every OpenAI client does.</summary>
internal static class NodeScript
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a script of <c>JavaScript/</c>; fails unless it succeeds.</summary>
    /// <returns>What it printed.</returns>
    public static Task<string> RunAsync(HttpServer server, string key, string script, params string[] arguments) =>
        RunInAsync(NodeFactAttribute.Scripts, server, key, script, arguments);

    /// <summary>Runs a script of any folder in the repository; fails unless it succeeds.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunInAsync(string folder, HttpServer server, string key, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = Workspace.InRepository(folder),
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["OPENAI_BASE_URL"] = $"{server.Url}/v1";
        start.Environment["OPENAI_API_KEY"] = key;
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
