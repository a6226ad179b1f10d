using Microsoft.ML.OnnxRuntime;
using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Backends.Gguf.Tensors;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>
/// The weights of a llama model as floats, named as <see cref="LlamaGraph"/> names them. Q, K and V lie in one matrix, Q and K
/// with GGUF's order of rows undone: converters interleave the halves of each head for llama.cpp's rotary embedding, and
/// the attention operator is faster on halves.
/// </summary>
internal sealed class LlamaWeights : IDisposable
{
    public const string Embedding = "embedding";
    public const string Output = "output";
    public const string OutputNorm = "output_norm";
    public const string Cosines = "cosines";
    public const string Sines = "sines";

    private readonly GgufFile _file;
    private readonly LlamaShape _shape;
    private readonly HashSet<string> _used = [];
    private readonly Dictionary<string, OrtValue> _values = [];
    private readonly List<NativeBuffer<float>> _buffers = [];

    private LlamaWeights(GgufFile file, LlamaShape shape)
    {
        _file = file;
        _shape = shape;
    }

    /// <summary>Whether the embedding is the output matrix too.</summary>
    public bool Tied { get; private set; }

    public IReadOnlyDictionary<string, OrtValue> Values => _values;

    public static string AttentionNorm(int layer) => $"{layer}.attention_norm";

    public static string AttentionInput(int layer) => $"{layer}.attention_input";

    public static string AttentionOutput(int layer) => $"{layer}.attention_output";

    public static string FeedForwardNorm(int layer) => $"{layer}.feed_forward_norm";

    public static string Gate(int layer) => $"{layer}.gate_weight";

    public static string Up(int layer) => $"{layer}.up_weight";

    public static string Down(int layer) => $"{layer}.down_weight";

    /// <exception cref="ModelLoadException">A tensor is missing, of another shape or type, or one the graph has no place for.</exception>
    public static LlamaWeights Load(GgufFile file, LlamaShape shape, int capacity)
    {
        var weights = new LlamaWeights(file, shape);
        try
        {
            weights.LoadTensors();
            weights.AddRotaryTables(capacity);
            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var value in _values.Values)
            value.Dispose();
        foreach (var buffer in _buffers)
            buffer.Dispose();
    }

    private void LoadTensors()
    {
        // Before any is read: a file of gigabytes should be refused at once.
        foreach (var tensor in _file.Tensors.Values)
            Dequantization.Of(tensor, _file.Path);
        Matrix(Embedding, "token_embd.weight", _shape.Vocabulary, _shape.Embedding);
        Tied = !_file.Tensors.ContainsKey("output.weight");
        if (!Tied)
            Matrix(Output, "output.weight", _shape.Vocabulary, _shape.Embedding);
        Vector(OutputNorm, "output_norm.weight");
        for (var layer = 0; layer < _shape.Layers; layer++)
        {
            var prefix = $"blk.{layer}";
            Vector(AttentionNorm(layer), $"{prefix}.attn_norm.weight");
            PackedAttentionInput(layer, prefix);
            Matrix(AttentionOutput(layer), $"{prefix}.attn_output.weight", _shape.Embedding, _shape.Heads * _shape.HeadSize);
            Vector(FeedForwardNorm(layer), $"{prefix}.ffn_norm.weight");
            Matrix(Gate(layer), $"{prefix}.ffn_gate.weight", _shape.FeedForward, _shape.Embedding);
            Matrix(Up(layer), $"{prefix}.ffn_up.weight", _shape.FeedForward, _shape.Embedding);
            Matrix(Down(layer), $"{prefix}.ffn_down.weight", _shape.Embedding, _shape.FeedForward);
        }

        if (_file.Tensors.Keys.FirstOrDefault(name => !_used.Contains(name)) is { } unknown)
            throw new ModelLoadException(
                $"{_file.Path}: tensor '{unknown}' has no place in the Onnx backend's llama graph (biases, rope factors and "
                + "experts are not supported).");
    }

    private void PackedAttentionInput(int layer, string prefix)
    {
        var queries = _shape.Heads * _shape.HeadSize;
        var keys = _shape.KvHeads * _shape.HeadSize;
        var q = Find($"{prefix}.attn_q.weight", queries, _shape.Embedding);
        var k = Find($"{prefix}.attn_k.weight", keys, _shape.Embedding);
        var v = Find($"{prefix}.attn_v.weight", keys, _shape.Embedding);
        var packed = Add(AttentionInput(layer), queries + (2 * keys), _shape.Embedding);
        Copy(q, packed, RotaryRow);
        Copy(k, packed[(queries * _shape.Embedding)..], RotaryRow);
        Copy(v, packed[((queries + keys) * _shape.Embedding)..], row => row);
    }

    /// <summary>The row of the file, where pairs lie side by side, for a row of the graph, where they lie half a head apart.</summary>
    private int RotaryRow(int row)
    {
        var (head, at) = Math.DivRem(row, _shape.HeadSize);
        var half = _shape.HeadSize / 2;
        return (head * _shape.HeadSize) + (at < half ? 2 * at : (2 * (at - half)) + 1);
    }

    private void Matrix(string name, string tensor, int rows, int columns) =>
        Copy(Find(tensor, rows, columns), Add(name, rows, columns), row => row);

    private void Vector(string name, string tensor) =>
        Copy(Find(tensor, _shape.Embedding), Add(name, _shape.Embedding), row => row);

    /// <summary>Looks a tensor up and checks it, before any memory is taken for it.</summary>
    private GgufTensor Find(string name, params long[] shape)
    {
        var tensor = _file.Tensors.GetValueOrDefault(name)
            ?? throw new ModelLoadException($"{_file.Path}: the tensor '{name}' is missing.");
        if (!tensor.Shape.SequenceEqual(shape))
            throw new ModelLoadException(
                $"{_file.Path}: tensor '{name}' has the shape {tensor.ShapeText}; [{string.Join(", ", shape)}] was expected.");
        if (tensor.Elements > int.MaxValue)
            throw new ModelLoadException($"{_file.Path}: tensor '{name}' is too large for the Onnx backend.");
        _used.Add(name);
        return tensor;
    }

    private void Copy(GgufTensor tensor, Span<float> destination, Func<int, int> rowOf)
    {
        var dequantize = Dequantization.Of(tensor, _file.Path);
        var columns = (int)tensor.Columns;
        for (var row = 0; row < tensor.Rows; row++)
            dequantize(_file.Row(tensor, rowOf(row)), destination.Slice(row * columns, columns));
    }

    private void AddRotaryTables(int capacity)
    {
        var cosines = Add(Cosines, capacity, _shape.HeadSize / 2);
        RotaryTables.Fill(_shape, cosines, Add(Sines, capacity, _shape.HeadSize / 2));
    }

    private Span<float> Add(string name, params long[] shape)
    {
        var buffer = new NativeBuffer<float>(shape.Aggregate((product, dimension) => product * dimension));
        _buffers.Add(buffer);
        _values.Add(name, buffer.Tensor(0, shape));
        return buffer.Span(0, checked((int)buffer.Length));
    }
}
