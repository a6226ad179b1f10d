using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Gguf.Tensors;

/// <summary>The tensor types that can be turned into floats.</summary>
internal static class Dequantization
{
    private static readonly Dictionary<GgufTensorType, DequantizeRow> Types = new()
    {
        [GgufTensorType.F32] = FloatRows.F32,
        [GgufTensorType.F16] = FloatRows.F16,
        [GgufTensorType.BF16] = FloatRows.BF16,
        [GgufTensorType.Q8_0] = Q8Rows.Q8_0,
    };

    /// <exception cref="ModelLoadException">The tensor's type is not supported.</exception>
    public static DequantizeRow Of(GgufTensor tensor, string path) =>
        Types.GetValueOrDefault(tensor.Type) ?? throw new ModelLoadException(
            $"{path}: tensor '{tensor.Name}' has the type {tensor.Type}, which the Onnx backend cannot read; "
            + $"supported: {string.Join(", ", Types.Keys)}. Convert the file with llama-quantize.");
}
