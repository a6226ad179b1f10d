using Microsoft.ML.OnnxRuntime.Tensors;
using TenantLLM.Inference.Backends.Onnx.Graph;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>
/// The llama decoder as an ONNX graph of ten nodes a layer, on ONNX Runtime's fused operators. A call is a rectangle of
/// B sequences by S new tokens; the last layer narrows it to the R positions whose logits are wanted as soon as its attention
/// is done. Weights keep GGUF's layout, [outputs, inputs].
/// </summary>
internal sealed class LlamaGraph
{
    /// <summary>int32 [B, S]: the new tokens.</summary>
    public const string Tokens = "tokens";

    /// <summary>int32 [B]: tokens of each sequence after this call, less one.</summary>
    public const string LastPositions = "last_positions";

    /// <summary>int32 scalar: tokens of the longest sequence after this call.</summary>
    public const string LongestLength = "longest_length";

    /// <summary>int64 [R]: positions of [B · S] whose logits are wanted.</summary>
    public const string Wanted = "wanted";

    /// <summary>float [R, vocabulary].</summary>
    public const string Logits = "logits";

    private const float SiluAlpha = 1;

    private readonly OnnxGraphBuilder _graph;
    private readonly LlamaShape _shape;
    private readonly bool _tied;
    private readonly int _capacity;

    private LlamaGraph(LlamaShape shape, bool tied, int capacity, string weightsFile)
    {
        _graph = new OnnxGraphBuilder(weightsFile);
        _shape = shape;
        _tied = tied;
        _capacity = capacity;
    }

    /// <summary>float [B, key-value heads, capacity, head size], of a layer, before and after the call: the same memory.</summary>
    public static string PastKey(int layer) => $"past_key.{layer}";

    public static string PastValue(int layer) => $"past_value.{layer}";

    public static string PresentKey(int layer) => $"present_key.{layer}";

    public static string PresentValue(int layer) => $"present_value.{layer}";

    /// <summary>Builds the graph.</summary>
    /// <param name="shape">The model's hyperparameters.</param>
    /// <param name="tied">Whether the embedding is the output matrix too.</param>
    /// <param name="capacity">Tokens a row of the cache holds.</param>
    /// <param name="weightsFile">See <see cref="OnnxGraphBuilder"/>.</param>
    public static byte[] Build(LlamaShape shape, bool tied, int capacity, string weightsFile) =>
        new LlamaGraph(shape, tied, capacity, weightsFile).Build();

    private byte[] Build()
    {
        _graph.Input(Tokens, TensorElementType.Int32, "B", "S");
        _graph.Input(LastPositions, TensorElementType.Int32, "B");
        _graph.Input(LongestLength, TensorElementType.Int32);
        _graph.Input(Wanted, TensorElementType.Int64, "R");
        _graph.Weight(LlamaWeights.Cosines, _capacity, _shape.HeadSize / 2);
        _graph.Weight(LlamaWeights.Sines, _capacity, _shape.HeadSize / 2);
        var embedding = _graph.Weight(LlamaWeights.Embedding, _shape.Vocabulary, _shape.Embedding);

        var residual = _graph.Node("Gather", "embedded", [embedding, Tokens]);
        var normed = _graph.Node(
            "SimplifiedLayerNormalization",
            "first_norm",
            [residual, Norm(LlamaWeights.AttentionNorm(0))],
            attributes: [("epsilon", _shape.Epsilon)]);
        for (var layer = 0; layer < _shape.Layers; layer++)
            (residual, normed) = Layer(layer, residual, normed);

        var output = _tied ? embedding : _graph.Weight(LlamaWeights.Output, _shape.Vocabulary, _shape.Embedding);
        MatMul(Logits, normed, output);
        _graph.Output(Logits, TensorElementType.Float, "R", _shape.Vocabulary);
        return _graph.Build();
    }

    private (string Residual, string Normed) Layer(int layer, string residual, string normed)
    {
        var last = layer == _shape.Layers - 1;
        var attention = Attention(layer, normed);
        if (last)
        {
            attention = Narrow($"{layer}.attention_wanted", attention, _shape.Heads * _shape.HeadSize);
            residual = Narrow($"{layer}.residual_wanted", residual, _shape.Embedding);
        }

        var mixed = MatMul(
            $"{layer}.mixed", attention, Weight(LlamaWeights.AttentionOutput(layer), _shape.Embedding, _shape.Heads * _shape.HeadSize));
        (residual, normed) = AddAndNorm($"{layer}.attended", residual, mixed, LlamaWeights.FeedForwardNorm(layer));
        return AddAndNorm(
            $"{layer}.done", residual, FeedForward(layer, normed), last ? LlamaWeights.OutputNorm : LlamaWeights.AttentionNorm(layer + 1));
    }

    private string Attention(int layer, string normed)
    {
        object[] cache = ["B", _shape.KvHeads, _capacity, _shape.HeadSize];
        _graph.Input(PastKey(layer), TensorElementType.Float, cache);
        _graph.Input(PastValue(layer), TensorElementType.Float, cache);
        _graph.Output(PresentKey(layer), TensorElementType.Float, cache);
        _graph.Output(PresentValue(layer), TensorElementType.Float, cache);

        var width = (_shape.Heads + (2 * _shape.KvHeads)) * _shape.HeadSize;
        var packed = MatMul($"{layer}.qkv", normed, Weight(LlamaWeights.AttentionInput(layer), width, _shape.Embedding));
        return _graph.Node(
            "GroupQueryAttention",
            $"{layer}.attention",
            [packed, "", "", PastKey(layer), PastValue(layer), LastPositions, LongestLength, LlamaWeights.Cosines, LlamaWeights.Sines],
            [$"{layer}.attention", PresentKey(layer), PresentValue(layer)],
            OnnxGraphBuilder.Microsoft,
            ("num_heads", _shape.Heads), ("kv_num_heads", _shape.KvHeads), ("do_rotary", 1L), ("rotary_interleaved", 0L))[0];
    }

    /// <summary>down(SiLU(gate(x)) · up(x)), which is SwiGLU (arXiv 2002.05202).</summary>
    private string FeedForward(int layer, string normed)
    {
        var gate = MatMul($"{layer}.gate", normed, Weight(LlamaWeights.Gate(layer), _shape.FeedForward, _shape.Embedding));
        var up = MatMul($"{layer}.up", normed, Weight(LlamaWeights.Up(layer), _shape.FeedForward, _shape.Embedding));
        // x · sigmoid(alpha · x): SiLU where alpha is 1.
        var opened = _graph.Node("QuickGelu", $"{layer}.silu", [gate], OnnxGraphBuilder.Microsoft, ("alpha", SiluAlpha));
        var gated = _graph.Node("Mul", $"{layer}.gated", [opened, up]);
        return MatMul($"{layer}.down", gated, Weight(LlamaWeights.Down(layer), _shape.Embedding, _shape.FeedForward));
    }

    /// <summary>The residual stream with x added, and its RMS norm.</summary>
    private (string Sum, string Normed) AddAndNorm(string name, string residual, string x, string norm)
    {
        var outputs = _graph.Node(
            "SkipSimplifiedLayerNormalization",
            name,
            [residual, x, Norm(norm)],
            [$"{name}.norm", "", "", $"{name}.sum"],
            OnnxGraphBuilder.Microsoft,
            ("epsilon", _shape.Epsilon));
        return (outputs[3], outputs[0]);
    }

    /// <summary>[B, S, width] to the wanted [R, width].</summary>
    private string Narrow(string name, string x, int width)
    {
        var flat = _graph.Node("Reshape", $"{name}.flat", [x, _graph.Constant($"{name}.shape", -1, width)]);
        return _graph.Node("Gather", name, [flat, Wanted]);
    }

    private string MatMul(string name, string x, string weight) =>
        _graph.Node("FusedMatMul", name, [x, weight], OnnxGraphBuilder.Microsoft, ("transB", 1L));

    private string Weight(string name, int rows, int columns) => _graph.Weight(name, rows, columns);

    private string Norm(string name) => _graph.Weight(name, _shape.Embedding);
}
