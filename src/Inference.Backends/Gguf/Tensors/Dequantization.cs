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
        [GgufTensorType.Q4_0] = Q4Rows.Q4_0,
        [GgufTensorType.Q4_1] = Q4Rows.Q4_1,
        [GgufTensorType.Q5_0] = Q5Rows.Q5_0,
        [GgufTensorType.Q5_1] = Q5Rows.Q5_1,
        [GgufTensorType.Q8_0] = Q8Rows.Q8_0,
        [GgufTensorType.Q2_K] = Q2KRows.Q2_K,
        [GgufTensorType.Q3_K] = Q3KRows.Q3_K,
        [GgufTensorType.Q4_K] = Q45KRows.Q4_K,
        [GgufTensorType.Q5_K] = Q45KRows.Q5_K,
        [GgufTensorType.Q6_K] = Q6KRows.Q6_K,
        [GgufTensorType.IQ4_NL] = Iq4Rows.Iq4Nl,
        [GgufTensorType.IQ4_XS] = Iq4Rows.Iq4Xs,
    };

    /// <exception cref="ModelLoadException">The tensor's type is not supported.</exception>
    public static DequantizeRow Of(GgufTensor tensor, string path) =>
        Types.GetValueOrDefault(tensor.Type) ?? throw new ModelLoadException(
            $"{path}: tensor '{tensor.Name}' has the type {tensor.Type}, which the Onnx backend cannot read; "
            + $"supported: {string.Join(", ", Types.Keys)}. Convert the file with llama-quantize.");
}
