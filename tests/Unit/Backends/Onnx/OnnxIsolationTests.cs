using TenantLLM.Inference.Backends.Onnx;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit.Gguf;
using Xunit;

namespace TenantLLM.Unit.Backends.Onnx;

/// <summary>What a tenant's sequence says does not depend on who else is in the batch: not by a bit.</summary>
public sealed class OnnxIsolationTests
{
    private const int Most = 32;
    private const int Chunk = 64;

    /// <summary>Widths at which all kernels have work for whole blocks and for what is left over.</summary>
    private static readonly TinyLlama Model = new() { Embedding = 96, FeedForward = 160, Context = 160 };

    public static TheoryData<string, string> Computes => new()
    {
        { "F32", "exact" }, { "Q8_0", "exact" }, { "Q4_0", "exact" }, { "F32", "int8" }, { "Q4_0", "int8" },
    };

    [Theory]
    [MemberData(nameof(Computes))]
    public void Decode_BesideJunkAndPrompts_IsBitForBitWhatItIsAlone(string type, string compute)
    {
        using var file = new TemporaryFile(Model.Write(TinyQuantizer.Of(type)).ToArray());
        var options = new ModelOptions { Path = file.FilePath, Compute = compute, Parallel = Most + 2, WarmSequences = 4, Threads = 1 };
        using var decoder = new OnnxDecoderFactory().Load(options);
        var prompt = Tokens(1, Chunk + 7);
        var alone = Run(decoder, prompt, neighbours: 0, seed: 0);
        Assert.DoesNotContain(alone.SelectMany(row => row), value => !float.IsFinite(value));
        foreach (var size in (int[])[1, 2, 3, 5, 8, 17, Most])
        {
            var together = Run(decoder, prompt, size - 1, (ulong)size);
            for (var step = 0; step < alone.Count; step++)
                Assert.True(alone[step].AsSpan().SequenceEqual(together[step]), $"{type} {compute}: batch of {size}, step {step}.");
        }
    }

    /// <summary>A prompt in aligned chunks and five tokens after it, with others that decode and one that is prefilled in each step.</summary>
    private static List<float[]> Run(IDecoder decoder, int[] prompt, int neighbours, ulong seed)
    {
        var noise = new Noise(seed);
        for (var s = 0; s < decoder.Info.MaxSequences; s++)
            decoder.Drop(s);
        var held = new int[neighbours];
        for (var s = 0; s < neighbours; s++)
        {
            held[s] = 1 + noise.Below(30);
            decoder.Decode([new(1 + s, Tokens(noise.Next(), held[s]), 0, 0)]);
        }

        var (own, results) = (0, new List<float[]>());
        foreach (var piece in new[] { Chunk, prompt.Length - Chunk, 1, 1, 1, 1, 1 })
        {
            var tokens = own < prompt.Length ? prompt.AsMemory(own, piece) : Tokens((ulong)own, 1);
            var batch = new List<SequenceInput> { new(0, tokens, own, 1) };
            for (var s = 0; s < neighbours; s++)
                batch.Insert(noise.Below(batch.Count + 1), new(1 + s, Tokens(noise.Next(), 1), held[s]++, 1));
            if (neighbours > 0)
            {
                decoder.Drop(neighbours + 1);
                batch.Add(new(neighbours + 1, Tokens(noise.Next(), 2 + noise.Below(Chunk)), 0, 1));
            }

            var logits = decoder.Decode(batch.ToArray());
            results.Add(logits[batch.FindIndex(input => input.Sequence == 0)].ToArray());
            own += piece;
        }

        return results;
    }

    private static int[] Tokens(ulong seed, int count)
    {
        var noise = new Noise(seed);
        return [.. Enumerable.Range(0, count).Select(_ => noise.Below(Model.Vocabulary))];
    }
}
