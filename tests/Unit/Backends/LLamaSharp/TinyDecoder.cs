using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TenantLLM.Inference.Backends.LLamaSharp;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Gguf;

namespace TenantLLM.Unit.Backends.LLamaSharp;

/// <summary>Small models of noise on llama.cpp, and the ways the tests ask them.</summary>
internal static class TinyDecoder
{
    public static readonly TinyLlama Model = new();

    public static LLamaSharpDecoderFactory Factory { get; } =
        new(Options.Create(new LLamaSharpOptions { LibraryPath = LlamaCpp.Folder }), NullLoggerFactory.Instance);

    public static IDecoder Load(TinyLlama model, int parallel = 6, ModelOptions? options = null) =>
        Load(model.Write(), (options ?? new ModelOptions { CacheType = "f32", FlashAttention = "off" }) with { Parallel = parallel, Threads = 1 });

    public static IDecoder Load(GgufWriter file, ModelOptions options)
    {
        using var written = new TemporaryFile(file.ToArray());
        return Factory.Load(options with { Path = written.FilePath });
    }

    /// <summary>The logits of a token after a prompt, in a decoder that holds nothing else.</summary>
    public static float[] Alone(int[] prompt, int token)
    {
        using var decoder = Load(Model, parallel: 1);
        decoder.Decode([new(0, prompt, 0, 0)]);
        return One(decoder, 0, token, prompt.Length);
    }

    public static float[] One(IDecoder decoder, int sequence, int token, int start) =>
        decoder.Decode([Token(sequence, token, start)])[0].ToArray();

    public static SequenceInput Token(int sequence, int token, int start, int logits = 1) =>
        new(sequence, new[] { token }, start, logits);

    public static int[] Tokens(ulong seed, int count)
    {
        var noise = new Noise(seed);
        return [.. Enumerable.Range(0, count).Select(_ => noise.Below(Model.Vocabulary))];
    }

    /// <summary>The largest difference, as a part of the largest logit.</summary>
    public static double Difference(IReadOnlyList<double> expected, ReadOnlySpan<float> actual)
    {
        var (largest, scale) = (0.0, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Count; i++)
            largest = Math.Max(largest, Math.Abs(expected[i] - actual[i]) / scale);
        return largest;
    }

    public static double Difference(float[] expected, ReadOnlySpan<float> actual) =>
        Difference([.. expected.Select(value => (double)value)], actual);
}
