using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit;
using Xunit;
using static TenantLLM.Unit.Backends.LLamaSharp.TinyDecoder;

namespace TenantLLM.Unit.Backends.LLamaSharp;

/// <summary>What is restored is bit for bit what was saved, but it may lie in other cells, and llama.cpp adds in the order of the cells:
/// a decoder that holds nothing else gives the same bits, another one the same sums but for rounding.</summary>
public sealed class LLamaSharpSavedSequenceTests
{
    private const double Rounding = 1e-5;

    [LlamaCppFact]
    public void Restore_OfAnOverwrittenSequence_GoesOnBitForBit()
    {
        foreach (var options in new ModelOptions[]
        {
            new() { CacheType = "f32", FlashAttention = "off" },
            new() { CacheType = "f16", FlashAttention = "on" },
            new() { CacheType = "q8_0", FlashAttention = "on" },
        })
        {
            using var decoder = Load(Model with { HeadSize = 32 }, parallel: 1, options);
            var prompt = Tokens(1, 30);
            decoder.Decode([new(0, prompt, 0, 0)]);
            using var saved = decoder.Save(0, prompt.Length);
            var expected = One(decoder, 0, 33, prompt.Length);

            decoder.Drop(0);
            decoder.Decode([new(0, Tokens(9, 40), 0, 0)]);
            decoder.Restore(0, saved);
            Assert.Equal(prompt.Length, saved.Length);
            Assert.Equal(expected, One(decoder, 0, 33, prompt.Length));
        }
    }

    [LlamaCppFact]
    public void Restore_OfAPart_ForgetsTheRest()
    {
        using var decoder = Load(Model);
        var prompt = Tokens(3, 30);
        decoder.Decode([new(1, prompt, 0, 0)]);
        using var saved = decoder.Save(1, 20);
        decoder.Drop(1);
        decoder.Decode([new(1, Tokens(9, 40), 0, 0), new(2, Tokens(8, 50), 0, 0)]);

        decoder.Restore(2, saved);
        Assert.Equal(20, saved.Length);
        Assert.Throws<ArgumentException>(() => decoder.Truncate(2, 21));
        decoder.Decode([new(2, prompt.AsMemory(20), 20, 0)]);
        AssertClose(Alone(prompt, 33), One(decoder, 2, 33, prompt.Length));
        AssertClose(Alone(Tokens(9, 40), 33), One(decoder, 1, 33, 40));
    }

    [LlamaCppFact]
    public void Restore_Twice_GivesTwoSequencesOfTheirOwn()
    {
        using var decoder = Load(Model);
        var prompt = Tokens(4, 25);
        decoder.Decode([new(0, prompt, 0, 0)]);
        decoder.CopyPrefix(0, 3, 10);
        using var whole = decoder.Save(0, prompt.Length);
        using var copied = decoder.Save(3, 10);
        decoder.Drop(0);
        decoder.Restore(1, whole);
        decoder.Restore(2, whole);
        decoder.Restore(4, copied);

        decoder.Truncate(1, 5);
        decoder.Decode([new(1, Tokens(9, 20), 5, 0), new(4, prompt.AsMemory(10), 10, 0)]);
        AssertClose(Alone(prompt, 33), One(decoder, 2, 33, prompt.Length));
        AssertClose(Alone(prompt, 33), One(decoder, 4, 33, prompt.Length));
    }

    [LlamaCppFact]
    public void Restore_CacheWithoutRoom_FailsAndGoesOnWhenThereIsSome()
    {
        using var decoder = Load(
            Model, parallel: 6, new ModelOptions { CacheType = "f32", FlashAttention = "off", CacheTokens = 256 });
        var prompt = Tokens(5, 90);
        decoder.Decode([new(0, prompt, 0, 0)]);
        using var saved = decoder.Save(0, prompt.Length);
        decoder.Decode([new(1, Tokens(6, 90), 0, 0)]);

        var failure = Assert.Throws<DecoderException>(() => decoder.Restore(2, saved));
        Assert.Equal("The KV cache of 256 tokens has no room for a saved sequence of 90.", failure.Message);
        AssertClose(Alone(prompt, 33), One(decoder, 0, 33, prompt.Length));
        decoder.Drop(1);
        decoder.Restore(2, saved);
        AssertClose(Alone(prompt, 33), One(decoder, 2, 33, prompt.Length));
    }

    [LlamaCppFact]
    public void Save_TokensTheSequenceDoesNotHold_IsRefused()
    {
        using var decoder = Load(Model);
        decoder.Decode([new(0, Tokens(1, 10), 0, 0)]);
        Assert.Throws<ArgumentException>(() => decoder.Save(0, 11));
        Assert.Throws<ArgumentException>(() => decoder.Save(1, 1));
    }

    private static void AssertClose(float[] expected, float[] actual) => Assert.InRange(Difference(expected, actual), 0, Rounding);
}
