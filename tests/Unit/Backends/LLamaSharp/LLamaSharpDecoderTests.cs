using System.Numerics.Tensors;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit;
using TenantLLM.Unit.Backends.Onnx;
using Xunit;
using Xunit.Abstractions;
using static TenantLLM.Unit.Backends.LLamaSharp.TinyDecoder;

namespace TenantLLM.Unit.Backends.LLamaSharp;

public sealed class LLamaSharpDecoderTests(ITestOutputHelper output)
{
    /// <summary>In a batch llama.cpp adds in another order than alone: in floats the sums round otherwise, and no more than that. Flash
    /// attention, which is the default, computes with halves in between, and differs by a thousandth.</summary>
    private const double Rounding = 1e-5;

    [LlamaCppFact]
    public void Decode_AnyModel_GivesTheLogitsOfTheForwardPass()
    {
        foreach (var model in new[] { Model, Model with { Tied = true, Layers = 1 } })
        {
            using var decoder = Load(model);
            var reference = new ReferenceLlama(model, model.Weights());
            var prompt = Tokens(1, 20);
            var length = prompt.Length;
            var logits = decoder.Decode([new(0, prompt, 0, prompt.Length)]);
            Assert.Equal(prompt.Length, logits.Rows);
            for (var i = 0; i < prompt.Length; i++)
                AssertClose(reference.Append(prompt[i]), logits[i], "prompt");
            foreach (var token in Tokens(2, 5))
                AssertClose(reference.Append(token), One(decoder, 0, token, length++), "decode");
        }
    }

    [LlamaCppFact]
    public void Decode_SeveralSequencesOfAllKinds_EqualsEachAloneButForRounding()
    {
        using var decoder = Load(Model, parallel: 8);
        var prompts = Enumerable.Range(0, 8).Select(s => Tokens((ulong)s, 6 + (5 * s))).ToArray();
        for (var s = 0; s < 7; s++)
            decoder.Decode([new(s, prompts[s], 0, 0)]);
        SequenceInput[] batch =
        [
            Token(5, 15, prompts[5].Length),
            new(7, (int[])[.. prompts[7], 17], 0, 1),
            .. Enumerable.Range(0, 5).Select(s => Token(s, 10 + s, prompts[s].Length)),
            Token(6, 16, prompts[6].Length, logits: 0),
        ];
        var logits = decoder.Decode(batch);
        Assert.Equal(7, logits.Rows);
        var largest = 0.0;
        for (var row = 0; row < logits.Rows; row++)
        {
            var alone = Alone(prompts[batch[row].Sequence], 10 + batch[row].Sequence);
            AssertClose(alone, logits[row], $"sequence {batch[row].Sequence}");
            largest = Math.Max(largest, Difference(alone, logits[row]));
        }

        output.WriteLine($"off by {largest:0.0e+0} of the largest logit");
    }

    [LlamaCppFact]
    public void Decode_MoreTokensThanACallTakes_EqualsTheWhole()
    {
        // 2,048 tokens are a call's.
        var model = Model with { Context = 3000, Layers = 1 };
        using var decoder = Load(model, parallel: 3, new ModelOptions { CacheType = "f32", FlashAttention = "off", CacheTokens = 6000 });
        var (first, second) = (Tokens(3, 2000), Tokens(4, 2100));
        var whole = decoder.Decode([new(2, second.AsMemory(0, 2040), 0, 0)]);
        Assert.Equal(0, whole.Rows);
        var expected = decoder.Decode([new(2, second.AsMemory(2040), 2040, 60)]);
        var rows = new float[60][];
        for (var row = 0; row < rows.Length; row++)
            rows[row] = expected[row].ToArray();
        decoder.Drop(2);

        var logits = decoder.Decode([new(0, first, 0, 1), new(1, second, 0, 60)]);
        Assert.Equal(61, logits.Rows);
        for (var row = 0; row < 60; row++)
            AssertClose(rows[row], logits[1 + row], "in parts");
    }

    [LlamaCppFact]
    public void Truncate_ThenOtherTokens_GivesWhatTheyGiveFromTheStart()
    {
        using var decoder = Load(Model);
        decoder.Decode([new(0, Tokens(1, 10), 0, 0)]);
        One(decoder, 0, 77, 10);
        decoder.Truncate(0, 10);
        AssertClose(Alone(Tokens(1, 10), 33), One(decoder, 0, 33, 10), "truncated");
        decoder.Truncate(0, 0);
        decoder.Decode([new(0, Tokens(2, 5), 0, 0)]);
        AssertClose(Alone(Tokens(2, 5), 33), One(decoder, 0, 33, 5), "emptied");
        Assert.Throws<ArgumentException>(() => decoder.Truncate(0, 7));
    }

    [LlamaCppFact]
    public void CopyPrefix_OfASequence_IsASequenceOfItsOwn()
    {
        using var decoder = Load(Model);
        var prompt = Tokens(1, 10);
        decoder.Decode([new(2, prompt, 0, 0)]);
        decoder.Decode([new(4, Tokens(9, 30), 0, 0)]);
        decoder.CopyPrefix(2, 4, 10);
        decoder.CopyPrefix(2, 0, 4);
        decoder.CopyPrefix(2, 1, 0);
        decoder.CopyPrefix(2, 2, 9);
        decoder.Truncate(2, 1);
        decoder.Decode([new(2, Tokens(8, 20), 1, 0)]);

        AssertClose(Alone(prompt, 33), One(decoder, 4, 33, 10), "whole");
        decoder.Decode([new(0, prompt.AsMemory(4), 4, 0), new(1, prompt, 0, 0)]);
        AssertClose(Alone(prompt, 33), One(decoder, 0, 33, 10), "part");
        AssertClose(Alone(prompt, 33), One(decoder, 1, 33, 10), "none");
        Assert.Throws<ArgumentException>(() => decoder.CopyPrefix(5, 1, 1));
    }

    [LlamaCppFact]
    public void Drop_AnySequence_FreesItsNumberAndItsCells()
    {
        using var decoder = Load(Model, parallel: 1);
        decoder.Drop(0);
        for (var use = 0; use < 8; use++)
        {
            decoder.Decode([new(0, Tokens(7, Model.Context), 0, 0)]);
            decoder.Drop(0);
        }

        decoder.Decode([new(0, Tokens(1, 10), 0, 0)]);
        AssertClose(Alone(Tokens(1, 10), 33), One(decoder, 0, 33, 10), "reused");
        Assert.Throws<ArgumentException>(() => decoder.Drop(4));
    }

    [LlamaCppFact]
    public void Decode_CacheWithoutRoom_FailsAndGoesOnWhenThereIsSome()
    {
        using var decoder = Load(Model, parallel: 6, new ModelOptions { CacheType = "f32", FlashAttention = "off", CacheTokens = 256 });
        Assert.Equal(256, decoder.Info.CacheTokens);
        for (var s = 0; s < 2; s++)
            decoder.Decode([new(s, Tokens(7, 90), 0, 0)]);
        var failure = Assert.Throws<DecoderException>(() => { decoder.Decode([new(2, Tokens(7, 90), 0, 1)]); });
        Assert.Equal("The KV cache of 256 tokens has no room for 90 more.", failure.Message);
        decoder.Drop(2);
        decoder.Drop(1);
        decoder.Decode([new(2, Tokens(1, 10), 0, 0)]);
        AssertClose(Alone(Tokens(1, 10), 33), One(decoder, 2, 33, 10), "after failure");
    }

    [LlamaCppFact]
    public void Embed_InPieces_AddsTheHiddenStatesThatLogitsComeFrom()
    {
        using var decoder = Load(Model);
        var output = Model.Weights()["output.weight"];
        var prompt = Tokens(5, 90);
        var sum = new float[decoder.Info.EmbeddingSize];
        decoder.Embed(new(3, prompt.AsMemory(0, 70), 0, 0), sum);
        decoder.Embed(new(3, prompt.AsMemory(70), 70, 0), sum);
        Assert.Equal(Model.Embedding, sum.Length);

        // The logits are the output matrix times the hidden state, so their sums are, too.
        var logits = decoder.Decode([new(1, prompt, 0, prompt.Length)]);
        var expected = new double[Model.Vocabulary];
        for (var row = 0; row < logits.Rows; row++)
            for (var token = 0; token < expected.Length; token++)
                expected[token] += logits[row][token];
        var actual = Enumerable.Range(0, Model.Vocabulary)
            .Select(token => TensorPrimitives.Dot(output.AsSpan(token * Model.Embedding, Model.Embedding), sum)).ToArray();
        AssertClose(expected, actual, "embedding");
        AssertClose(Alone([.. prompt], 33), One(decoder, 3, 33, prompt.Length), "goes on");
    }

    [LlamaCppFact]
    public void Decode_InputsThatCannotBe_AreRefusedAndChangeNothing()
    {
        using var decoder = Load(Model, parallel: 1);
        decoder.Decode([new(0, Tokens(1, 10), 0, 0)]);
        SequenceInput[] wrong =
        [
            Token(4, 1, 0), Token(-1, 1, 0), Token(0, 1, 9), Token(1, 1, 1), new(0, Array.Empty<int>(), 10, 0),
            new(0, new int[Model.Context], 10, 1), Token(0, Model.Vocabulary, 10), Token(0, -1, 10), Token(0, 1, 10, 2),
        ];
        foreach (var input in wrong)
            Assert.Throws<ArgumentException>(() => { decoder.Decode([input]); });
        Assert.Throws<ArgumentException>(() => { decoder.Decode([Token(0, 1, 10), Token(0, 1, 10)]); });
        Assert.Equal(0, decoder.Decode([]).Rows);
        AssertClose(Alone(Tokens(1, 10), 33), One(decoder, 0, 33, 10), "unchanged");
    }

    [LlamaCppFact]
    public void Load_Options_BecomeTheDecodersSizes()
    {
        using var decoder = Load(Model, parallel: 5, new ModelOptions { WarmSequences = 2, Context = 64 });
        Assert.Equal((64, 7, 5), (decoder.Info.ContextLength, decoder.Info.MaxSequences, decoder.Info.MaxBatch));
        Assert.InRange(decoder.Info.CacheTokens, 5 * 64, (5 * 64) + 255);
        using var most = Load(Model, parallel: 200, new ModelOptions { WarmSequences = 100 });
        Assert.Equal(256, most.Info.MaxSequences);
        using var plain = Load(Model, parallel: 5);
        Assert.Equal(5, plain.Info.MaxSequences);
    }

    [LlamaCppFact]
    public void Load_EveryCacheTypeAndAttention_Decodes()
    {
        var model = Model with { HeadSize = 32 };
        var expected = new ReferenceLlama(model, model.Weights());
        var prompt = Tokens(1, 10);
        var logits = prompt.Select(expected.Append).ToList()[^1];
        foreach (var type in (string[])["f32", "f16", "bf16", "q8_0", "q5_1", "q5_0", "q4_1", "q4_0", "iq4_nl"])
        {
            using var decoder = Load(model, parallel: 2, new ModelOptions { CacheType = type, FlashAttention = "on" });
            var difference = Difference(logits, decoder.Decode([new(0, prompt, 0, 1)])[0]);
            output.WriteLine($"{type}: {difference:0.00000}");
            // Noise for weights: what 4 bits lose of it is a large part.
            Assert.InRange(difference, 0, type.Contains('4', StringComparison.Ordinal) ? 0.5 : 0.2);
        }

        using var plain = Load(model, parallel: 2, new ModelOptions { CacheType = "f32", FlashAttention = "off" });
        AssertClose(logits, plain.Decode([new(0, prompt, 0, 1)])[0], "off");
    }

    private static void AssertClose(float[] expected, ReadOnlySpan<float> actual, string what) =>
        AssertClose([.. expected.Select(value => (double)value)], actual, what);

    private static void AssertClose(double[] expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var difference = Difference(expected, actual);
        Assert.True(difference <= Rounding, $"{what}: off by {difference:0.0e+0} of the largest logit");
    }
}
