using System.Diagnostics;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Sdk;

/// <summary>The official OpenAI package for JavaScript as the judge. Each test runs a script of <c>JavaScript/</c>.</summary>
[Collection(StandaloneGroup.Name)]
public class JavaScriptSdkTests(StandaloneFixture standalone)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [NodeFact]
    public Task Completion_NotStreamed_IsUnderstood() => RunAsync("completion.mjs");

    [NodeFact]
    public Task Completion_Streamed_IsUnderstood() => RunAsync("stream.mjs");

    [NodeFact]
    public Task Completion_ThroughTheStreamHelper_IsConsistent() => RunAsync("stream-helper.mjs");

    [NodeFact]
    public Task Choices_WithLogprobs_AreUnderstood() => RunAsync("choices.mjs");

    [NodeFact]
    public Task StoredCompletions_OfAllCalls_AreUnderstood() => RunAsync("stored.mjs");

    [NodeFact]
    public Task Errors_OfAllKinds_HaveTheirClasses() => RunAsync("errors.mjs");

    [NodeFact]
    public Task Models_Listed_AreUnderstood() => RunAsync("models.mjs");

    private async Task RunAsync(string script)
    {
        var start = new ProcessStartInfo("node", [script])
        {
            WorkingDirectory = Workspace.InRepository("tests", "EndToEnd", "JavaScript"),
            RedirectStandardError = true,
        };
        start.Environment["OPENAI_BASE_URL"] = $"{standalone.Server.Url}/v1";
        start.Environment["OPENAI_API_KEY"] = standalone.Server.Key;
        using var node = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            var errors = await node.StandardError.ReadToEndAsync(timeout.Token);
            await node.WaitForExitAsync(timeout.Token);
            Assert.True(node.ExitCode == 0, $"{script}: {errors}");
        }
        catch (OperationCanceledException)
        {
            node.Kill(entireProcessTree: true);
            throw new TimeoutException($"{script} did not end within {Patience}.");
        }
    }
}
