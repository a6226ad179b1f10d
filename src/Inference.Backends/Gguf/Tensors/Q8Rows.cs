using System.Runtime.InteropServices;

namespace TenantLLM.Inference.Backends.Gguf.Tensors;

/// <summary>Q8_0: blocks of 32 elements, an F16 scale and then 32 signed bytes (ggml's <c>block_q8_0</c>).</summary>
internal static class Q8Rows
{
    private const int BlockElements = 32;
    private const int BlockBytes = 34;

    public static void Q8_0(ReadOnlySpan<byte> row, Span<float> values)
    {
        for (; !row.IsEmpty; row = row[BlockBytes..], values = values[BlockElements..])
        {
            var scale = (float)MemoryMarshal.Read<Half>(row);
            var quants = MemoryMarshal.Cast<byte, sbyte>(row[2..BlockBytes]);
            for (var i = 0; i < BlockElements; i++)
                values[i] = scale * quants[i];
        }
    }
}
