using TenantLLM.EndToEnd.Servers;
using Xunit;

namespace TenantLLM.EndToEnd.Sdk;

/// <summary>The programs in <c>samples/javascript</c>, as a reader would run them.</summary>
[Collection(StandaloneGroup.Name)]
public class SampleTests(StandaloneFixture standalone)
{
    [NodeFact(NodeFactAttribute.Samples)]
    public Task AiSdk_WithTheOpenAIProvider_IsAnswered() => PrintsAsync("ai-sdk.mjs", "1 2 3\n18 tokens\n1 2 3 4 5\n192 dimensions\n");

    [NodeFact(NodeFactAttribute.Samples)]
    public Task AiSdk_WithTheCompatibleProvider_IsAnswered() => PrintsAsync("ai-sdk-compatible.mjs", "1 2 3\n18 tokens\n");

    [NodeFact(NodeFactAttribute.Samples)]
    public Task LangChain_ChainConversationAndEmbeddings_AreAnswered() =>
        PrintsAsync("langchain.mjs", "1 2 3\nYour name is Zorab.\n192 dimensions, 192 dimensions\n");

    [NodeFact(NodeFactAttribute.Samples)]
    public Task Agents_WithoutTools_AreAnswered() => PrintsAsync("agents.mjs", "1 2 3\nYour name is Zorab.\n");

    [NodeFact(NodeFactAttribute.Samples)]
    public async Task Responses_OfTwoTurns_KnowTheName() =>
        Assert.EndsWith("\nYour name is Zorab.\n", await RunAsync("responses.mjs"), StringComparison.Ordinal);

    private async Task PrintsAsync(string sample, string expected) => Assert.Equal(expected, await RunAsync(sample));

    private Task<string> RunAsync(string sample) =>
        NodeScript.RunInAsync(NodeFactAttribute.Samples, standalone.Server, standalone.Server.Key, sample);
}
