using Microsoft.ML.OnnxRuntime.Tensors;
using TenantLLM.Inference.Backends.Onnx.Graph;
using TenantLLM.Inference.Backends.Onnx.Weights;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>
/// A decoder of the llama family as an ONNX graph of ten nodes a layer, on ONNX Runtime's fused operators. A call is a rectangle
/// of B sequences by S new tokens; the last layer narrows it to the R positions that are wanted as soon as its attention
/// is done, and the head to the L of those whose logits are wanted.
/// </summary>
internal sealed class LlamaGraph
{
    /// <summary>float [B, S, width]: the new tokens' embeddings.</summary>
    public const string Embedded = "embedded";

    /// <summary>int32 [B]: tokens of each sequence after this call, less one.</summary>
    public const string LastPositions = "last_positions";

    /// <summary>int32 scalar: tokens of the longest sequence after this call.</summary>
    public const string LongestLength = "longest_length";

    /// <summary>int64 [R]: positions of [B · S] that are wanted.</summary>
    public const string Wanted = "wanted";

    /// <summary>int64 [L]: which of the R positions' logits are wanted.</summary>
    public const string LogitRows = "logit_rows";

    /// <summary>float [R, width]: the wanted positions after the last norm.</summary>
    public const string Hidden = "hidden";

    /// <summary>float [L, vocabulary].</summary>
    public const string Logits = "logits";

    private const float SiluAlpha = 1;

    private readonly OnnxGraphBuilder _graph;
    private readonly Linear _linear;
    private readonly LlamaShape _shape;
    private readonly int _capacity;

    private LlamaGraph(LlamaShape shape, WeightValues weights, int capacity, string weightsFile)
    {
        _graph = new OnnxGraphBuilder(weightsFile);
        _linear = new Linear(_graph, weights);
        _shape = shape;
        _capacity = capacity;
    }

    /// <summary>float [B, key-value heads, capacity, head size], of a layer, before and after the call: the same memory.</summary>
    public static string PastKey(int layer) => $"past_key.{layer}";

    public static string PastValue(int layer) => $"past_value.{layer}";

    public static string PresentKey(int layer) => $"present_key.{layer}";

    public static string PresentValue(int layer) => $"present_value.{layer}";

    /// <summary>Builds the graph.</summary>
    /// <param name="shape">The model's hyperparameters.</param>
    /// <param name="weights">Which weights there are, and in which formats.</param>
    /// <param name="capacity">Tokens a row of the cache holds.</param>
    /// <param name="weightsFile">See <see cref="OnnxGraphBuilder"/>.</param>
    public static byte[] Build(LlamaShape shape, WeightValues weights, int capacity, string weightsFile) =>
        new LlamaGraph(shape, weights, capacity, weightsFile).Build();

    private byte[] Build()
    {
        _graph.Input(Embedded, TensorElementType.Float, "B", "S", _shape.Embedding);
        _graph.Input(LastPositions, TensorElementType.Int32, "B");
        _graph.Input(LongestLength, TensorElementType.Int32);
        _graph.Input(Wanted, TensorElementType.Int64, "R");
        _graph.Input(LogitRows, TensorElementType.Int64, "L");
        Vector(LlamaWeights.Cosines, _capacity, _shape.HeadSize / 2);
        Vector(LlamaWeights.Sines, _capacity, _shape.HeadSize / 2);

        var residual = Embedded;
        var normed = Norm("first_norm", residual, Vector(LlamaWeights.AttentionNorm(0), _shape.Embedding));
        for (var layer = 0; layer < _shape.Layers; layer++)
            (residual, normed) = Layer(layer, residual, normed);

        _graph.Output(Hidden, TensorElementType.Float, "R", _shape.Embedding);
        _linear.Add(Logits, _graph.Node("Gather", "head_input", [normed, LogitRows]), LlamaWeights.Output, _shape.Embedding, _shape.Vocabulary);
        _graph.Output(Logits, TensorElementType.Float, "L", _shape.Vocabulary);
        return _graph.Build();
    }

    private (string Residual, string Normed) Layer(int layer, string residual, string normed)
    {
        var last = layer == _shape.Layers - 1;
        var width = _shape.Heads * _shape.HeadSize;
        var attention = Attention(layer, normed);
        if (last)
        {
            attention = Narrow($"{layer}.attention_wanted", attention, width);
            residual = Narrow($"{layer}.residual_wanted", residual, _shape.Embedding);
        }

        var mixed = _linear.Add(
            $"{layer}.mixed", attention, LlamaWeights.AttentionOutput(layer), width, _shape.Embedding, LlamaWeights.AttentionOutputBias(layer));
        (residual, normed) = AddAndNorm($"{layer}.attended", residual, mixed, LlamaWeights.FeedForwardNorm(layer));
        var forward = FeedForward(layer, normed);
        return last
            ? AddAndNorm($"{layer}.done", residual, forward, LlamaWeights.OutputNorm, Hidden)
            : AddAndNorm($"{layer}.done", residual, forward, LlamaWeights.AttentionNorm(layer + 1));
    }

    private string Attention(int layer, string normed)
    {
        object[] cache = ["B", _shape.KvHeads, _capacity, _shape.HeadSize];
        _graph.Input(PastKey(layer), TensorElementType.Float, cache);
        _graph.Input(PastValue(layer), TensorElementType.Float, cache);
        _graph.Output(PresentKey(layer), TensorElementType.Float, cache);
        _graph.Output(PresentValue(layer), TensorElementType.Float, cache);

        var width = (_shape.Heads + (2 * _shape.KvHeads)) * _shape.HeadSize;
        var packed = _linear.Add(
            $"{layer}.qkv", normed, LlamaWeights.AttentionInput(layer), _shape.Embedding, width, LlamaWeights.AttentionBias(layer));
        string[] heads = _shape.HeadNorms ? NormHeads(layer, packed) : [packed, "", ""];
        return _graph.Node(
            "GroupQueryAttention",
            $"{layer}.attention",
            [.. heads, PastKey(layer), PastValue(layer), LastPositions, LongestLength, LlamaWeights.Cosines, LlamaWeights.Sines],
            [$"{layer}.attention", PresentKey(layer), PresentValue(layer)],
            OnnxGraphBuilder.Microsoft,
            ("num_heads", _shape.Heads), ("kv_num_heads", _shape.KvHeads), ("do_rotary", 1L), ("rotary_interleaved", 0L))[0];
    }

    /// <summary>Cuts [Q | K | V] apart and norms each head of Q and of K.</summary>
    private string[] NormHeads(int layer, string packed)
    {
        var (queries, keys) = (_shape.Heads * _shape.HeadSize, _shape.KvHeads * _shape.HeadSize);
        var sizes = _graph.Constant($"{layer}.qkv_sizes", queries, keys, keys);
        string[] parts = _graph.Node("Split", $"{layer}.split", [packed, sizes], [$"{layer}.q", $"{layer}.k", $"{layer}.v"], "", ("axis", -1L));
        return [Normed(parts[0], LlamaWeights.QueryNorm(layer), queries), Normed(parts[1], LlamaWeights.KeyNorm(layer), keys), parts[2]];

        string Normed(string part, string norm, int width)
        {
            // 0: as it is, −1: what is left.
            var apart = _graph.Constant($"{part}.apart", 0, 0, -1, _shape.HeadSize);
            var together = _graph.Constant($"{part}.together", 0, 0, width);
            var heads = _graph.Node("Reshape", $"{part}.heads", [part, apart]);
            return _graph.Node(
                "Reshape", $"{part}.normed", [Norm($"{part}.norm", heads, Vector(norm, _shape.HeadSize)), together]);
        }
    }

    /// <summary>down(SiLU(gate(x)) · up(x)), which is SwiGLU (arXiv 2002.05202).</summary>
    private string FeedForward(int layer, string normed)
    {
        var gate = _linear.Add($"{layer}.gate", normed, LlamaWeights.Gate(layer), _shape.Embedding, _shape.FeedForward);
        var up = _linear.Add($"{layer}.up", normed, LlamaWeights.Up(layer), _shape.Embedding, _shape.FeedForward);
        // x · sigmoid(alpha · x): SiLU where alpha is 1.
        var opened = _graph.Node("QuickGelu", $"{layer}.silu", [gate], OnnxGraphBuilder.Microsoft, ("alpha", SiluAlpha));
        var gated = _graph.Node("Mul", $"{layer}.gated", [opened, up]);
        return _linear.Add($"{layer}.down", gated, LlamaWeights.Down(layer), _shape.FeedForward, _shape.Embedding);
    }

    private string Norm(string name, string x, string norm) =>
        _graph.Node("SimplifiedLayerNormalization", name, [x, norm], attributes: [("epsilon", _shape.Epsilon)]);

    /// <summary>The residual stream with x added, and its RMS norm.</summary>
    private (string Sum, string Normed) AddAndNorm(string name, string residual, string x, string norm, string? output = null)
    {
        var outputs = _graph.Node(
            "SkipSimplifiedLayerNormalization",
            name,
            [residual, x, Vector(norm, _shape.Embedding)],
            [output ?? $"{name}.norm", "", "", $"{name}.sum"],
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

    private string Vector(string name, params ReadOnlySpan<long> shape) => _graph.Weight(name, TensorElementType.Float, shape);
}
