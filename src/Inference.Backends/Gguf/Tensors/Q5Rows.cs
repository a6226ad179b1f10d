using System.Runtime.InteropServices;

namespace TenantLLM.Inference.Backends.Gguf.Tensors;

/// <summary>Q5_0 and Q5_1: as Q4_0 and Q4_1, with the fifth bits of the 32 elements in four bytes before the others (ggml's
/// <c>block_q5_0</c>, <c>block_q5_1</c>).</summary>
internal static class Q5Rows
{
    private const int Q5_0Bytes = 22;
    private const int Q5_1Bytes = 24;

    public static void Q5_0(ReadOnlySpan<byte> row, Span<float> values) => Blocks.Each(row, values, Q5_0Bytes, Blocks.Small, static (block, to) =>
    {
        var scale = Blocks.Scale(block, 0);
        for (var i = 0; i < Blocks.Small; i++)
            to[i] = scale * (Quant(block[2..], i) - 16);
    });

    public static void Q5_1(ReadOnlySpan<byte> row, Span<float> values) => Blocks.Each(row, values, Q5_1Bytes, Blocks.Small, static (block, to) =>
    {
        var (scale, minimum) = (Blocks.Scale(block, 0), Blocks.Scale(block, 2));
        for (var i = 0; i < Blocks.Small; i++)
            to[i] = (scale * Quant(block[4..], i)) + minimum;
    });

    private static int Quant(ReadOnlySpan<byte> bits, int at)
    {
        var low = at < 16 ? bits[4 + at] & 15 : bits[4 + at - 16] >> 4;
        return low | (int)(((MemoryMarshal.Read<uint>(bits) >> at) & 1) << 4);
    }
}
