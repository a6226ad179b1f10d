using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace TenantLLM.Inference.Backends.Gguf.Tensors;

/// <summary>The float types: F32, F16 and BF16.</summary>
internal static class FloatRows
{
    public static void F32(ReadOnlySpan<byte> row, Span<float> values) =>
        MemoryMarshal.Cast<byte, float>(row).CopyTo(values);

    public static void F16(ReadOnlySpan<byte> row, Span<float> values) =>
        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(row), values);

    /// <summary>A BF16 is the upper half of a float.</summary>
    public static void BF16(ReadOnlySpan<byte> row, Span<float> values)
    {
        var halves = MemoryMarshal.Cast<byte, ushort>(row);
        var bits = MemoryMarshal.Cast<float, uint>(values);
        for (var i = 0; i < halves.Length; i++)
            bits[i] = (uint)halves[i] << 16;
    }
}
