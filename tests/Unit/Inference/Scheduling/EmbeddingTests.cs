using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Scheduling;
using TenantLLM.TestKit.Decoding;
using Xunit;
using static TenantLLM.Unit.Inference.Scheduling.ScriptedEngine;

namespace TenantLLM.Unit.Inference.Scheduling;

public sealed class EmbeddingTests : IAsyncDisposable
{
    private readonly ScriptedDecoder _decoder = ScriptedDecoder.Endless(context: 1000);
    private readonly DecoderEngine _engine;

    public EmbeddingTests() => _engine = Of(_decoder);

    [Fact]
    public async Task Embed_Texts_GivesTheNormalizedMeanOfTheirTokens()
    {
        var result = await _engine.EmbedAsync(Request("ac", new string('b', 500)), default);
        Assert.Null(result.Failure);
        Assert.Equal(502, result.PromptTokens);
        foreach (var vector in result.Vectors)
        {
            // Both have the mean (1, 'b').
            Assert.Equal(1 / Math.Sqrt(1 + ('b' * 'b')), vector.Span[0], 5);
            Assert.Equal('b' / Math.Sqrt(1 + ('b' * 'b')), vector.Span[1], 5);
        }

        Assert.Equal(0, _decoder.Held);
    }

    [Fact]
    public async Task Embed_MoreTextsThanPlaces_EmbedsAll()
    {
        var result = await _engine.EmbedAsync(Request([.. Enumerable.Range(1, 100).Select(length => new string('x', length))]), default);
        Assert.Equal(100, result.Vectors.Length);
    }

    [Fact]
    public async Task Embed_Tokens_AreTakenAsTheyAre()
    {
        var result = await _engine.EmbedAsync(
            OfTokens(3, 5), default);
        Assert.Equal(4, result.Vectors[0].Span[1] / result.Vectors[0].Span[0], 4);
    }

    [Theory]
    [InlineData(new int[0], GenerationFailureKind.InvalidPrompt)]
    [InlineData(new[] { -1 }, GenerationFailureKind.InvalidPrompt)]
    [InlineData(new[] { 258 }, GenerationFailureKind.InvalidPrompt)]
    public async Task Embed_TokensThatAreNone_AreRefused(int[] tokens, GenerationFailureKind expected)
    {
        var result = await _engine.EmbedAsync(
            OfTokens(tokens), default);
        Assert.Equal(expected, result.Failure!.Kind);
    }

    [Fact]
    public async Task Embed_TextLongerThanTheContext_IsRefused() => Assert.Equal(
        GenerationFailureKind.PromptTooLong, (await _engine.EmbedAsync(Request(new string('x', 1001)), default)).Failure!.Kind);

    [Fact]
    public async Task Embed_DecoderThatGivesNone_IsRefused()
    {
        await using var engine = Of(new ScriptedDecoder(_ => 'a') { Info = new DecoderInfo("scripted", "fp_0", 10, 1, ScriptedDecoder.ChatMl) });
        Assert.Equal(GenerationFailureKind.Unsupported, (await engine.EmbedAsync(Request("x"), default)).Failure!.Kind);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private static EmbeddingRequest OfTokens(params int[] tokens) =>
        new() { TenantId = "proj_test", Inputs = [new RawText.OfTokens(tokens)] };

    private static EmbeddingRequest Request(params string[] texts) => new()
    {
        TenantId = "proj_test",
        Inputs = [.. texts.Select(text => new RawText.OfText(text))],
    };
}
