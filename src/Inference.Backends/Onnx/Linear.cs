using Microsoft.ML.OnnxRuntime.Tensors;
using TenantLLM.Inference.Backends.Onnx.Graph;
using TenantLLM.Inference.Backends.Onnx.Weights;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>Adds products with weights to a graph, by the operator that the weights' format calls for. In all of them a row of
/// the result depends on that row of x alone, bit for bit, whatever else is in the batch.</summary>
internal sealed class Linear(OnnxGraphBuilder graph, WeightValues weights)
{
    /// <summary>MatMulNBits rounds activations to 8 bits a block of 32 and multiplies whole numbers.</summary>
    private const long EightBitActivations = 4;

    /// <summary>A normed, rotated row has a mean square of 1 and elements that are nearly normal, for which steps of 8 bits that
    /// end here lose least: finer ones cut too much off, coarser ones round too much.</summary>
    private const float MostNormed = 4;

    private readonly Dictionary<string, string> _rounded = [];

    private string? _step;
    private string? _zero;

    /// <summary>x · Wᵀ, plus the bias where the model has it.</summary>
    public string Add(string name, string x, string weight, int inputs, int outputs, string? bias = null)
    {
        if (bias is null || !weights.Has(bias))
            return Product(name, x, weight, inputs, outputs);
        var product = Product($"{name}.product", x, weight, inputs, outputs);
        return graph.Node("Add", name, [product, graph.Weight(bias, TensorElementType.Float, outputs)]);
    }

    private string Product(string name, string x, string weight, int inputs, int outputs) => weights.FormatOf(weight) switch
    {
        MatrixFormat.Float => graph.Node(
            "FusedMatMul",
            name,
            [x, graph.Weight(weight, TensorElementType.Float, outputs, inputs)],
            OnnxGraphBuilder.Microsoft,
            ("transB", 1L)),
        MatrixFormat.FourBits => InBlocks(name, x, weight, inputs, outputs, 4),
        MatrixFormat.EightBits => InBlocks(name, x, weight, inputs, outputs, 8),
        MatrixFormat.UnsignedBytes => OfBytes(name, x, weight, TensorElementType.UInt8, inputs, outputs),
        _ => OfBytes(name, x, weight, TensorElementType.Int8, inputs, outputs),
    };

    private string InBlocks(string name, string x, string weight, int inputs, int outputs, long bits)
    {
        var blocks = MatrixEncoder.BlocksOf(inputs);
        graph.Weight(weight, TensorElementType.UInt8, outputs, blocks, EightBitBlocks.Elements * bits / 8);
        graph.Weight(WeightValues.Scales(weight), TensorElementType.Float, outputs, blocks);
        return graph.Node(
            "MatMulNBits",
            name,
            [x, weight, WeightValues.Scales(weight)],
            OnnxGraphBuilder.Microsoft,
            ("K", (long)inputs),
            ("N", (long)outputs),
            ("bits", bits),
            ("block_size", (long)EightBitBlocks.Elements),
            ("accuracy_level", EightBitActivations));
    }

    private string OfBytes(string name, string x, string weight, TensorElementType type, int inputs, int outputs)
    {
        const int Levels = 127;
        _step ??= graph.Constant("step", MostNormed / Levels);
        _zero ??= graph.Constant("zero", EightBitBlocks.Zero);
        graph.Weight(weight, type, inputs, outputs);
        graph.Weight(WeightValues.Scales(weight), TensorElementType.Float, outputs);
        if (!_rounded.TryGetValue(x, out var rounded))
            _rounded[x] = rounded = graph.Node("QuantizeLinear", $"{x}.rounded", [x, _step, _zero]);
        return graph.Node(
            "MatMulIntegerToFloat",
            name,
            type == TensorElementType.Int8
                ? [rounded, weight, _step, WeightValues.Scales(weight), _zero]
                : [rounded, weight, _step, WeightValues.Scales(weight), _zero, _zero],
            OnnxGraphBuilder.Microsoft);
    }
}
