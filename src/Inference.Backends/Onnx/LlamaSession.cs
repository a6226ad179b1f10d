using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Backends.Onnx.Weights;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>A model in ONNX Runtime, with the cache its calls run over.</summary>
internal sealed class LlamaSession : IDisposable
{
    /// <summary>Windows of rows whose bindings are kept; a step takes one of them and a prefill another.</summary>
    private const int MaxCalls = 256;

    /// <summary>Enough for matrix products to run at their full speed.</summary>
    private const int MostCallTokens = 512;

    /// <summary>Bytes that the attention scores of a call, heads × S × capacity floats, may take.</summary>
    private const long ScoreBytes = 256 << 20;

    private readonly LlamaShape _shape;
    private readonly WeightValues _weights;
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly Dictionary<(int First, int Rows, bool Hidden), RowsCall> _calls = [];

    private LlamaSession(
        LlamaShape shape,
        WeightValues weights,
        InferenceSession session,
        EmbeddingTable embedding,
        CallBuffers buffers,
        KeyValueCache cache)
    {
        _shape = shape;
        _weights = weights;
        _session = session;
        Embedding = embedding;
        Buffers = buffers;
        Cache = cache;
    }

    public EmbeddingTable Embedding { get; }

    public CallBuffers Buffers { get; }

    public KeyValueCache Cache { get; }

    /// <summary>The most new tokens of one sequence in a call.</summary>
    public required int MaxCallTokens { get; init; }

    /// <exception cref="ModelLoadException">The file's tensors do not make a model this backend can run.</exception>
    public static LlamaSession Load(GgufFile file, LlamaShape shape, LlamaSessionSize size, IProgress<double>? progress)
    {
        WeightValues? weights = null;
        EmbeddingTable? embedding = null;
        KeyValueCache? cache = null;
        try
        {
            // What may not be there is asked for before the weights are read.
            cache = new KeyValueCache(shape, size.Rows, size.Capacity);
            weights = new WeightValues();
            embedding = LlamaWeights.Load(file, shape, size.Compute, size.Capacity, weights, progress);
            var session = CreateSession(file.Path, shape, weights, size);
            progress?.Report(1);
            var callTokens = CallTokens(shape, size.Capacity);
            var buffers = new CallBuffers(Math.Max(callTokens + 1, size.Batch), size.Batch, shape.Embedding, shape.Vocabulary);
            var loaded = new LlamaSession(shape, weights, session, embedding, buffers, cache) { MaxCallTokens = callTokens };
            loaded.FreePackedWeights();
            return loaded;
        }
        catch (Exception error)
        {
            weights?.Dispose();
            embedding?.Dispose();
            cache?.Dispose();
            throw error switch
            {
                OnnxRuntimeException => new ModelLoadException($"{file.Path}: ONNX Runtime refused the model: {error.Message}", error),
                OutOfMemoryException => new ModelLoadException(
                    $"{file.Path}: there is not enough memory for the model; lower Parallel or Context, or use a smaller one.", error),
                _ => error,
            };
        }
    }

    /// <summary>Runs the graph over neighbouring rows on what the buffers hold.</summary>
    public void Run(int firstRow, int rows, int columns, int firstLogits, int wanted, bool hidden = false)
    {
        try
        {
            Call(firstRow, rows, hidden).Run(columns, firstLogits, wanted);
        }
        catch (OnnxRuntimeException error)
        {
            throw new DecoderException($"ONNX Runtime failed in a call of {rows} × {columns} tokens: {error.Message}", error);
        }
    }

    public void Dispose()
    {
        ForgetCalls();
        _options.Dispose();
        _session.Dispose();
        _weights.Dispose();
        Embedding.Dispose();
        Buffers.Dispose();
        Cache.Dispose();
    }

    /// <summary>Frees the matrices that ONNX Runtime has copied into its operators' own layout, which depends on the processor. Two
    /// calls give the same logits with the matrices' bits inverted where it reads them no more; else they stay.</summary>
    private void FreePackedWeights()
    {
        var before = Probe();
        _weights.InvertMatrices();
        if (Probe().AsSpan().SequenceEqual(before))
            _weights.FreeMatrices();
        else
            _weights.InvertMatrices();
    }

    /// <summary>The bits of some logits after one token and after several, which may take other paths.</summary>
    private int[] Probe()
    {
        int[] sizes = [1, Math.Min(8, MaxCallTokens)];
        return [.. sizes.SelectMany(tokens =>
        {
            for (var token = 0; token < tokens; token++)
                Embedding.Read(token % _shape.Vocabulary, Buffers.Embedded(token));
            (Buffers.Longest, Buffers.LastPositions[0], Buffers.Wanted[0]) = (tokens, tokens - 1, tokens - 1);
            Run(0, 1, tokens, 0, 1);
            return MemoryMarshal.Cast<float, int>(Buffers.Logits(0, 1)).ToArray();
        })];
    }

    private RowsCall Call(int firstRow, int rows, bool hidden)
    {
        if (_calls.TryGetValue((firstRow, rows, hidden), out var call))
            return call;
        if (_calls.Count == MaxCalls)
            ForgetCalls();
        call = new RowsCall(_session, _options, Buffers, Cache, _shape.Layers, firstRow, rows, hidden);
        _calls.Add((firstRow, rows, hidden), call);
        return call;
    }

    private void ForgetCalls()
    {
        foreach (var call in _calls.Values)
            call.Dispose();
        _calls.Clear();
    }

    private static int CallTokens(LlamaShape shape, int capacity) =>
        (int)Math.Clamp(ScoreBytes / sizeof(float) / shape.Heads / capacity, 16, MostCallTokens);

    private static InferenceSession CreateSession(string path, LlamaShape shape, WeightValues weights, LlamaSessionSize size)
    {
        var file = new FileInfo(path);
        file = (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
        using var options = OnnxSessionOptions.Create(size.Threads, file.DirectoryName!);
        foreach (var (name, value) in weights.Values)
            options.AddInitializer(name, value);
        return new InferenceSession(LlamaGraph.Build(shape, weights, size.Capacity, file.Name), options);
    }
}
