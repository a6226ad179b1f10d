using TenantLLM.Grains.Abstractions.Inputs;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.TestKit.Decoding;
using Xunit;

namespace TenantLLM.Cluster;

public sealed class RawPromptTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Generate_RawPrompt_ContinuesItAndKeepsNothing(bool asTokens)
    {
        await using var cluster = await ScriptedCluster.StartAsync(() =>
            new ScriptedDecoder(tokens => tokens.Count < 6 ? tokens[^1] + 1 : ByteTokenizer.EndOfTurn));
        var session = cluster.Session("proj_1", "conv_1");
        RawInput prompt = asTokens ? new RawInput.OfTokens(['a', 'b']) : new RawInput.OfText("ab");

        // Even where it asks to be stored: it is no turn.
        var updates = await session.GenerateAsync(Request(prompt), default).ToListAsync();

        Assert.Equal(asTokens ? "ab" : null, updates[0].Start!.PromptText);
        Assert.Equal("cdef", string.Concat(updates.Select(update => update.Text)));
        Assert.Equal(new SessionUsage(2, 0, 4), updates[^1].End!.Usage);
        Assert.Empty(await session.GetItemsAsync());
    }

    [Fact]
    public async Task Generate_RawPromptThatCannotBe_SaysWhy()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Endless(context: 256));
        Assert.Equal(SessionFailureKind.PromptTooLong, await FailureAsync(new RawInput.OfText(new string('a', 256))));
        Assert.Equal(SessionFailureKind.InvalidPrompt, await FailureAsync(new RawInput.OfTokens([-1])));

        async Task<SessionFailureKind> FailureAsync(RawInput prompt) =>
            Assert.Single(await cluster.Session("proj_1", "conv_1").GenerateAsync(Request(prompt), default).ToListAsync()).End!.Failure!.Kind;
    }

    private static SessionRequest Request(RawInput prompt) => new()
    {
        ResponseId = "cmpl-1",
        Model = "scripted",
        Prompt = new SessionPrompt.Raw(prompt),
        Temperature = 0,
        KeepTurn = true,
    };
}
