namespace TenantLLM.Inference.Backends.Gguf.Tensors;

/// <summary>Q3_K: 32 bytes of third bits, 64 of 2-bit elements, 16 scales of 6 bits packed in 12 bytes, and an F16 scale of them
/// (ggml's <c>block_q3_K</c>).</summary>
internal static class Q3KRows
{
    private const int Bytes = 110;

    public static void Q3_K(ReadOnlySpan<byte> row, Span<float> values) => Blocks.Each(row, values, Bytes, Blocks.Large, static (block, to) =>
    {
        var scale = Blocks.Scale(block, 108);
        for (var i = 0; i < Blocks.Large; i++)
        {
            // A third bit that is not set takes 4 off.
            var third = (block[i % 32] >> (i / 32)) & 1;
            var quant = Q2KRows.TwoBits(block[32..96], i) - (third == 0 ? 4 : 0);
            to[i] = scale * GroupScale(block[96..108], i / 16) * quant;
        }
    });

    /// <summary>The low four bits of the 16 scales lie in 8 bytes, the first 8 in the low halves; the high two in 4 bytes.</summary>
    private static int GroupScale(ReadOnlySpan<byte> packed, int group)
    {
        var low = group < 8 ? packed[group] & 15 : packed[group - 8] >> 4;
        var high = (packed[8 + (group % 4)] >> (group / 4 * 2)) & 3;
        return (low | (high << 4)) - 32;
    }
}
