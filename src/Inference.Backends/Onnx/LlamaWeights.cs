using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Backends.Onnx.Weights;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>
/// Reads a model's tensors into the weights that <see cref="LlamaGraph"/> names. Q, K and V lie in one matrix; where converters
/// interleave the halves of each head for llama.cpp's rotary embedding (architecture llama) that is undone, since the
/// attention operator is faster on halves. For <see cref="OnnxCompute.Int8"/> the residual stream is rotated.
/// </summary>
internal sealed class LlamaWeights
{
    public const string Output = "output";
    public const string OutputNorm = "output_norm";
    public const string Cosines = "cosines";
    public const string Sines = "sines";

    private readonly TensorTable _tensors;
    private readonly LlamaShape _shape;
    private readonly OnnxCompute _compute;
    private readonly WeightValues _values;
    private readonly Rotation? _rotation;

    private LlamaWeights(TensorTable tensors, LlamaShape shape, OnnxCompute compute, WeightValues values)
    {
        _tensors = tensors;
        _shape = shape;
        _compute = compute;
        _values = values;
        _rotation = compute == OnnxCompute.Int8 ? new Rotation(shape.Embedding) : null;
    }

    public static string AttentionNorm(int layer) => $"{layer}.attention_norm";

    public static string AttentionInput(int layer) => $"{layer}.attention_input";

    /// <summary>[Q | K | V], where the model has biases.</summary>
    public static string AttentionBias(int layer) => $"{layer}.attention_bias";

    /// <summary>The norm of each head's queries, where the model has one.</summary>
    public static string QueryNorm(int layer) => $"{layer}.query_norm";

    public static string KeyNorm(int layer) => $"{layer}.key_norm";

    public static string AttentionOutput(int layer) => $"{layer}.attention_output";

    public static string AttentionOutputBias(int layer) => $"{layer}.attention_output_bias";

    public static string FeedForwardNorm(int layer) => $"{layer}.feed_forward_norm";

    public static string Gate(int layer) => $"{layer}.gate_weight";

    public static string Up(int layer) => $"{layer}.up_weight";

    public static string Down(int layer) => $"{layer}.down_weight";

    /// <summary>Fills <paramref name="values"/>.</summary>
    /// <returns>The embedding, which stays outside the graph.</returns>
    /// <exception cref="ModelLoadException">A tensor is missing, of another shape or type, or one the graph has no place for.</exception>
    public static EmbeddingTable Load(
        GgufFile file, LlamaShape shape, OnnxCompute compute, int capacity, WeightValues values, IProgress<double>? progress)
    {
        var weights = new LlamaWeights(new TensorTable(file), shape, compute, values);
        weights.LoadLayers(progress);
        weights.LoadRotaryTables(capacity);
        return weights.LoadEnds(file);
    }

    private void LoadLayers(IProgress<double>? progress)
    {
        var (queries, keys) = (_shape.Heads * _shape.HeadSize, _shape.KvHeads * _shape.HeadSize);
        for (var layer = 0; layer < _shape.Layers; layer++)
        {
            var prefix = $"blk.{layer}";
            var norm = LoadNorm(AttentionNorm(layer), $"{prefix}.attn_norm.weight");
            ReadsStream(AttentionInput(layer), norm, _tensors.Matrix(
                _tensors.Find($"{prefix}.attn_q.weight", queries, _shape.Embedding, RotaryRow),
                _tensors.Find($"{prefix}.attn_k.weight", keys, _shape.Embedding, RotaryRow),
                _tensors.Find($"{prefix}.attn_v.weight", keys, _shape.Embedding)));
            LoadHeads(layer, prefix, queries, keys);
            WritesStream(AttentionOutput(layer), $"{prefix}.attn_output.weight", queries);
            norm = LoadNorm(FeedForwardNorm(layer), $"{prefix}.ffn_norm.weight");
            foreach (var (name, tensor) in new[] { (Gate(layer), "ffn_gate"), (Up(layer), "ffn_up") })
                ReadsStream(name, norm, _tensors.Matrix(
                    _tensors.Find($"{prefix}.{tensor}.weight", _shape.FeedForward, _shape.Embedding)));
            WritesStream(Down(layer), $"{prefix}.ffn_down.weight", _shape.FeedForward);
            progress?.Report((layer + 1.0) / (_shape.Layers + 2));
        }
    }

    /// <summary>Biases of Q, K and V (all or none), of the output, and the norms of heads.</summary>
    private void LoadHeads(int layer, string prefix, int queries, int keys)
    {
        if (_tensors.Has($"{prefix}.attn_q.bias"))
        {
            var bias = _values.AddFloats(AttentionBias(layer), queries + (2 * keys));
            _tensors.Vector($"{prefix}.attn_q.bias", bias[..queries], RotaryRow);
            _tensors.Vector($"{prefix}.attn_k.bias", bias.Slice(queries, keys), RotaryRow);
            _tensors.Vector($"{prefix}.attn_v.bias", bias[(queries + keys)..]);
        }

        if (_tensors.Has($"{prefix}.attn_output.bias"))
        {
            var bias = _values.AddFloats(AttentionOutputBias(layer), _shape.Embedding);
            _tensors.Vector($"{prefix}.attn_output.bias", bias);
            _rotation?.Apply(bias);
        }

        if (!_shape.HeadNorms)
            return;
        _tensors.Vector($"{prefix}.attn_q_norm.weight", _values.AddFloats(QueryNorm(layer), _shape.HeadSize));
        _tensors.Vector($"{prefix}.attn_k_norm.weight", _values.AddFloats(KeyNorm(layer), _shape.HeadSize));
    }

    private EmbeddingTable LoadEnds(GgufFile file)
    {
        var norm = LoadNorm(OutputNorm, "output_norm.weight");
        var embedding = _tensors.Find("token_embd.weight", _shape.Vocabulary, _shape.Embedding);
        // Where there is no output matrix the embedding is it, too.
        var output = _tensors.Has("output.weight")
            ? _tensors.Find("output.weight", _shape.Vocabulary, _shape.Embedding)
            : embedding;
        _tensors.RequireAllUsed();
        ReadsStream(Output, norm, _tensors.Matrix(output));
        return new EmbeddingTable(file, embedding.Tensor, _rotation, _rotation is null ? null : norm);
    }

    /// <summary>The weights of a norm of the stream. A rotated stream's norm has none: the matrices after it take them.</summary>
    private float[] LoadNorm(string name, string tensor)
    {
        var norm = new float[_shape.Embedding];
        _tensors.Vector(tensor, norm);
        var values = _values.AddFloats(name, _shape.Embedding);
        if (_rotation is null)
            norm.CopyTo(values);
        else
            values.Fill(1);
        return norm;
    }

    /// <summary>A matrix behind a norm of the stream: in Int8 the norm makes all rows alike, so that one step rounds them all.</summary>
    private void ReadsStream(string name, float[] norm, StoredMatrix matrix)
    {
        if (_rotation is null)
            _values.AddMatrix(name, matrix, FormatOf(matrix));
        else
            _values.AddMatrix(name, new RotatedInput(matrix, norm, _rotation), MatrixFormats.OfRows);
    }

    /// <summary>A matrix that adds to the stream: its inputs differ too much between elements to share a step.</summary>
    private void WritesStream(string name, string tensor, int inputs)
    {
        var matrix = _tensors.Matrix(_tensors.Find(tensor, _shape.Embedding, inputs));
        if (_rotation is null)
            _values.AddMatrix(name, matrix, FormatOf(matrix));
        else
            _values.AddMatrix(name, new RotatedOutput(matrix, _rotation), MatrixFormat.EightBits);
    }

    private MatrixFormat FormatOf(StoredMatrix matrix) =>
        _compute == OnnxCompute.Float ? MatrixFormat.Float : MatrixFormats.OfStored(matrix);

    private int RotaryRow(int row)
    {
        if (!_shape.InterleavedRotary)
            return row;
        // In the file pairs lie side by side, in the graph half a head apart.
        var (head, at) = Math.DivRem(row, _shape.HeadSize);
        var half = _shape.HeadSize / 2;
        return (head * _shape.HeadSize) + (at < half ? 2 * at : (2 * (at - half)) + 1);
    }

    private void LoadRotaryTables(int capacity)
    {
        const string Factors = "rope_freqs.weight";
        var pairs = _shape.HeadSize / 2;
        var factors = new float[pairs];
        Array.Fill(factors, 1);
        if (_tensors.Has(Factors))
            _tensors.Vector(Factors, factors);
        RotaryTables.Fill(
            _shape, factors, _values.AddFloats(Cosines, capacity, pairs), _values.AddFloats(Sines, capacity, pairs));
    }
}
