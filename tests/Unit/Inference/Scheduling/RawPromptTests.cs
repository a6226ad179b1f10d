using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Scheduling;
using TenantLLM.TestKit.Decoding;
using Xunit;
using static TenantLLM.Unit.Inference.Scheduling.ScriptedEngine;

namespace TenantLLM.Unit.Inference.Scheduling;

public sealed class RawPromptTests : IAsyncDisposable
{
    private readonly ScriptedDecoder _decoder = new(tokens => tokens.Count < 6 ? tokens[^1] + 1 : ByteTokenizer.EndOfTurn);
    private readonly DecoderEngine _engine;

    public RawPromptTests() => _engine = Of(_decoder);

    [Fact]
    public async Task Generate_Text_ContinuesItWithoutATemplate()
    {
        var updates = await GenerateAsync(new RawText.OfText("ab"));

        Assert.Equal(new GenerationUpdate.Started(2), updates[0]);
        Assert.Equal("cdef", TextOf(updates));
        Assert.Equal(2, UsageOf(updates).Prompt);
    }

    [Fact]
    public async Task Generate_Tokens_TellsTheirText()
    {
        var updates = await GenerateAsync(Tokens('a', 'b'));
        Assert.Equal(new GenerationUpdate.Started(2) { PromptText = "ab" }, updates[0]);
        Assert.Equal("cdef", TextOf(updates));
    }

    [Fact]
    public async Task Generate_NoTokensWanted_ComputesNone()
    {
        var updates = await GenerateAsync(new RawText.OfText("ab"), maxTokens: 0);
        Assert.Equal(new GenerationUpdate.ChoiceFinished(0, FinishReason.Length), updates[1]);
        Assert.Equal(new TokenUsage(2, 0, 0), UsageOf(updates));
        Assert.Equal(0, _decoder.Computed);
    }

    [Fact]
    public async Task Generate_NothingYet_BeginsADocument()
    {
        // The vocabulary of the tests has no other token that separates documents than the end of a turn.
        var updates = await GenerateAsync(new RawText.OfText("<|endoftext|>"), maxTokens: 1);
        Assert.Equal(1, UsageOf(updates).Prompt);
    }

    [Theory]
    [InlineData(255, null)]
    [InlineData(256, GenerationFailureKind.PromptTooLong)]
    [InlineData(100_000, GenerationFailureKind.PromptTooLong)]
    public async Task Generate_APromptOfTheContextsLength_IsRefused(int length, GenerationFailureKind? expected) =>
        Assert.Equal(expected, ((await GenerateAsync(new RawText.OfText(new string('a', length))))[^1] as GenerationUpdate.Failed)?.Failure.Kind);

    [Fact]
    public async Task Generate_TokensThatAreNone_AreRefused() => Assert.Equal(
        GenerationFailureKind.InvalidPrompt,
        Assert.IsType<GenerationUpdate.Failed>((await GenerateAsync(Tokens(258)))[0]).Failure.Kind);

    [Fact]
    public async Task CountTokens_OfARawPrompt_CountsThem() => Assert.Equal(
        new PromptTokens(2), await _engine.CountTokensAsync(new GenerationPrompt.Raw(new RawText.OfText("ab")), default));

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private static RawText.OfTokens Tokens(params int[] tokens) => new(tokens);

    private async Task<List<GenerationUpdate>> GenerateAsync(RawText prompt, int? maxTokens = null) => await _engine.GenerateAsync(
        Request("") with { Prompt = new GenerationPrompt.Raw(prompt), MaxTokens = maxTokens }, default).ToListAsync();
}
