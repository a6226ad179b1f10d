using Microsoft.ML.OnnxRuntime;
using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>A model in ONNX Runtime, with the cache its calls run over.</summary>
internal sealed class LlamaSession : IDisposable
{
    /// <summary>Windows of rows whose bindings are kept; a step takes one of them and a prefill another.</summary>
    private const int MaxCalls = 128;

    private readonly LlamaShape _shape;
    private readonly LlamaWeights _weights;
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly Dictionary<(int First, int Rows), RowsCall> _calls = [];

    private LlamaSession(LlamaShape shape, LlamaWeights weights, InferenceSession session, CallBuffers buffers, KeyValueCache cache)
    {
        _shape = shape;
        _weights = weights;
        _session = session;
        Buffers = buffers;
        Cache = cache;
    }

    public CallBuffers Buffers { get; }

    public KeyValueCache Cache { get; }

    /// <exception cref="ModelLoadException">The file's tensors do not make a model this backend can run.</exception>
    public static LlamaSession Load(GgufFile file, LlamaShape shape, int rows, int capacity, int threads, int maxTokens)
    {
        LlamaWeights? weights = null;
        KeyValueCache? cache = null;
        try
        {
            // What may not be there is asked for before the weights are read.
            cache = new KeyValueCache(shape, rows, capacity);
            weights = LlamaWeights.Load(file, shape, capacity);
            var session = CreateSession(file.Path, shape, weights, capacity, threads);
            return new LlamaSession(shape, weights, session, new CallBuffers(maxTokens, rows, shape.Vocabulary), cache);
        }
        catch (Exception error)
        {
            weights?.Dispose();
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
    public void Run(int firstRow, int rows, int columns, int firstLogits, int logits)
    {
        try
        {
            Call(firstRow, rows).Run(columns, firstLogits, logits);
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
        Buffers.Dispose();
        Cache.Dispose();
    }

    private RowsCall Call(int firstRow, int rows)
    {
        if (_calls.TryGetValue((firstRow, rows), out var call))
            return call;
        if (_calls.Count == MaxCalls)
            ForgetCalls();
        call = new RowsCall(_session, _options, Buffers, Cache, _shape.Layers, firstRow, rows);
        _calls.Add((firstRow, rows), call);
        return call;
    }

    private void ForgetCalls()
    {
        foreach (var call in _calls.Values)
            call.Dispose();
        _calls.Clear();
    }

    private static InferenceSession CreateSession(string path, LlamaShape shape, LlamaWeights weights, int capacity, int threads)
    {
        var file = new FileInfo(path);
        file = (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
        using var options = OnnxSessionOptions.Create(threads, file.DirectoryName!);
        foreach (var (name, value) in weights.Values)
            options.AddInitializer(name, value);
        return new InferenceSession(LlamaGraph.Build(shape, weights.Tied, capacity, file.Name), options);
    }
}
