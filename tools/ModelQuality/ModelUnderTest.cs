using System.Diagnostics;
using TenantLLM.Inference.Backends.Onnx;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;

namespace TenantLLM.ModelQuality;

/// <summary>A model under one compute.</summary>
internal sealed class ModelUnderTest : IDisposable
{
    /// <summary>Tokens a text is cut into windows of, each read from an empty context.</summary>
    private const int Window = 256;

    /// <summary>Tokens of a text that are enough to tell computes apart.</summary>
    private const int MostTokens = 2048;

    /// <summary>Tokens of a call.</summary>
    private const int Chunk = 64;

    private readonly IDecoder _decoder;
    private readonly OnnxCompute _compute;
    private readonly int _window;

    private ModelUnderTest(IDecoder decoder, OnnxCompute compute)
    {
        _decoder = decoder;
        _compute = compute;
        _window = Math.Min(Window, decoder.Info.ContextLength);
    }

    public static ModelUnderTest Load(string path, OnnxCompute compute)
    {
        var options = new ModelOptions { Path = path, Parallel = 1, WarmSequences = 0, Threads = Environment.ProcessorCount };
        return new ModelUnderTest(new OnnxDecoderFactory().Load(options, compute), compute);
    }

    /// <summary>Runs over a text; the first to do so is the reference of those after it.</summary>
    /// <returns>A row of the table.</returns>
    public string Measure(string text, LogitsFile reference)
    {
        var tokens = Encode(text);
        var (isReference, comparison, spent) = (reference.IsEmpty, new Comparison(), TimeSpan.Zero);
        reference.Rewind();
        var expected = new float[_decoder.Tokenizer.VocabularySize];
        var actual = new float[expected.Length];
        for (var start = 0; start + 1 < tokens.Length; start += _window)
        {
            var window = tokens.AsMemory(start, Math.Min(_window, tokens.Length - start));
            _decoder.Drop(0);
            for (var at = 0; at < window.Length; at += Chunk)
            {
                var chunk = window[at..Math.Min(at + Chunk, window.Length)];
                var started = Stopwatch.GetTimestamp();
                var logits = _decoder.Decode([new(0, chunk, at, chunk.Length)]);
                spent += Stopwatch.GetElapsedTime(started);
                for (var i = 0; i < chunk.Length && at + i + 1 < window.Length; i++)
                {
                    Comparison.Normalize(logits[i], actual);
                    if (isReference)
                        reference.Write(actual);
                    else
                        reference.Read(expected);
                    comparison.Add(isReference ? actual : expected, actual, window.Span[at + i + 1]);
                }
            }
        }

        return $"{_compute.Name(),-8} {comparison.Tokens,7} {comparison.Perplexity,11:0.000} {comparison.Divergence,10:0.0000} "
            + $"{comparison.Agreement,15:P1} {tokens.Length / spent.TotalSeconds,9:0}";
    }

    public void Dispose() => _decoder.Dispose();

    private int[] Encode(string text)
    {
        var tokens = new List<int>();
        _decoder.Tokenizer.Encode(text, tokens);
        if (tokens.Count < 2)
            throw new IOException("The text is shorter than two tokens.");
        return [.. tokens.Take(MostTokens)];
    }
}
