using TenantLLM.Inference.Backends.Onnx;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit.Gguf;
using Xunit;

namespace TenantLLM.Unit.Backends.Onnx;

/// <summary>What a prompt leads to does not depend on how it was cut: not by a bit.</summary>
public sealed class OnnxPromptTests
{
    private const int Length = 300;
    private const int Two = 2;

    /// <summary>Attention takes tiles of 32 positions. The prompt fills the context.</summary>
    private static readonly TinyLlama Model = new() { Embedding = 96, FeedForward = 160, Context = Length };

    [Theory]
    [MemberData(nameof(OnnxIsolationTests.Computes), MemberType = typeof(OnnxIsolationTests))]
    public void Decode_PromptCutAnyhow_IsBitForBitTheWhole(string type, string compute)
    {
        using var file = new TemporaryFile(Model.Write(TinyQuantizer.Of(type)).ToArray());
        var options = new ModelOptions { Path = file.FilePath, Compute = compute, Parallel = 2, WarmSequences = 0, Threads = 1 };
        using var decoder = new OnnxDecoderFactory().Load(options);
        var noise = new Noise(7);
        int[] prompt = [.. Enumerable.Range(0, Length).Select(_ => noise.Below(Model.Vocabulary))];
        var whole = Run(decoder, prompt, Length);
        for (var size = Two; size < Length; size += size < 70 ? 1 : 13)
            Assert.True(whole.AsSpan().SequenceEqual(Run(decoder, prompt, size)), $"{type} {compute}: cut in pieces of {size}.");

        // As a warm prefix that another request goes on from.
        foreach (var reused in (int[])[1, 31, 33, 65, 129, Length - Two])
        {
            decoder.CopyPrefix(0, 1, reused);
            Assert.True(whole.AsSpan().SequenceEqual(Last(decoder, 1, prompt, reused, Length - reused)), $"{type} {compute}: {reused} reused.");
        }
    }

    /// <summary>A prompt in pieces, and none of one token.</summary>
    private static float[] Run(IDecoder decoder, int[] prompt, int size)
    {
        decoder.Drop(0);
        var at = 0;
        while (prompt.Length - at > size + 1)
        {
            decoder.Decode([new(0, prompt.AsMemory(at, size), at, 0)]);
            at += size;
        }

        return Last(decoder, 0, prompt, at, prompt.Length - at);
    }

    private static float[] Last(IDecoder decoder, int sequence, int[] prompt, int at, int count)
    {
        var logits = decoder.Decode([new(sequence, prompt.AsMemory(at, count), at, 1)])[0].ToArray();
        Assert.DoesNotContain(logits, value => !float.IsFinite(value));
        return logits;
    }
}
