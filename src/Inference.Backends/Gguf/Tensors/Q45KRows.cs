namespace TenantLLM.Inference.Backends.Gguf.Tensors;

/// <summary>Q4_K and Q5_K: F16 scales of scales and minima, 8 groups of 32 with 6-bit scales and minima packed in 12 bytes, for Q5_K
/// 32 bytes of fifth bits, and 128 bytes of 4-bit elements (ggml's <c>block_q4_K</c>, <c>block_q5_K</c>).</summary>
internal static class Q45KRows
{
    private const int Q4_KBytes = 144;
    private const int Q5_KBytes = 176;

    public static void Q4_K(ReadOnlySpan<byte> row, Span<float> values) => Blocks.Each(row, values, Q4_KBytes, Blocks.Large, static (block, to) =>
        Dequantize(block, block[16..], [], to));

    public static void Q5_K(ReadOnlySpan<byte> row, Span<float> values) => Blocks.Each(row, values, Q5_KBytes, Blocks.Large, static (block, to) =>
        Dequantize(block, block[48..], block[16..48], to));

    private static void Dequantize(ReadOnlySpan<byte> head, ReadOnlySpan<byte> quants, ReadOnlySpan<byte> fifths, Span<float> to)
    {
        for (var group = 0; group < 8; group++)
        {
            var (scale, minimum) = ScaleAndMinimum(head[4..16], group);
            var (d, m) = (Blocks.Scale(head, 0) * scale, Blocks.Scale(head, 2) * minimum);
            for (var i = 0; i < 32; i++)
            {
                // 32 bytes hold two groups, the first in the low halves.
                var quant = (quants[(group / 2 * 32) + i] >> (group % 2 * 4)) & 15;
                if (!fifths.IsEmpty)
                    quant |= ((fifths[i] >> group) & 1) << 4;
                to[(group * 32) + i] = (d * quant) - m;
            }
        }
    }

    /// <summary>ggml's <c>get_scale_min_k4</c>.</summary>
    private static (int Scale, int Minimum) ScaleAndMinimum(ReadOnlySpan<byte> packed, int group) => group < 4
        ? (packed[group] & 63, packed[group + 4] & 63)
        : ((packed[group + 4] & 15) | (packed[group - 4] >> 6 << 4), (packed[group + 4] >> 4) | (packed[group] >> 6 << 4));
}
