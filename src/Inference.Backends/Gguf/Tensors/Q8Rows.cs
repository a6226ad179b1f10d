using System.Runtime.InteropServices;

namespace TenantLLM.Inference.Backends.Gguf.Tensors;

/// <summary>Q8_0: blocks of 32 elements, an F16 scale and then 32 signed bytes (ggml's <c>block_q8_0</c>).</summary>
internal static class Q8Rows
{
    public const int Q8_0Bytes = 34;

    public static void Q8_0(ReadOnlySpan<byte> row, Span<float> values) => Blocks.Each(row, values, Q8_0Bytes, Blocks.Small, static (block, to) =>
    {
        var scale = Blocks.Scale(block, 0);
        var quants = MemoryMarshal.Cast<byte, sbyte>(block[2..]);
        for (var i = 0; i < Blocks.Small; i++)
            to[i] = scale * quants[i];
    });
}
