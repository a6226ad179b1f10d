using TenantLLM.EndToEnd.Servers;
using Xunit;

namespace TenantLLM.EndToEnd.Sdk;

/// <summary>The official OpenAI package for JavaScript as the judge. Each test runs a script of <c>JavaScript/</c>.</summary>
[Collection(StandaloneGroup.Name)]
public class JavaScriptSdkTests(StandaloneFixture standalone)
{
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

    [NodeFact]
    public Task Embeddings_OfTextsAndTokens_AreUnderstood() => RunAsync("embeddings.mjs");

    [NodeFact]
    public Task TextCompletions_StreamedAndNot_AreUnderstood() => RunAsync("text-completions.mjs");

    [NodeFact]
    public Task Responses_OfTwoTurns_AreUnderstood() => RunAsync("responses.mjs");

    [NodeFact]
    public Task Response_Streamed_IsConsistentAndResumes() => RunAsync("response-stream.mjs");

    [NodeFact]
    public Task Conversation_WithItems_IsUnderstood() => RunAsync("conversations.mjs");

    [NodeFact]
    public Task Administration_OfAllCalls_IsUnderstood() => NodeScript.RunAsync(standalone.Server, StandaloneServer.AdminKey, "admin.mjs");

    private Task<string> RunAsync(string script) => NodeScript.RunAsync(standalone.Server, standalone.Server.Key, script);
}
