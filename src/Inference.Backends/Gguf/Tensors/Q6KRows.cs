namespace TenantLLM.Inference.Backends.Gguf.Tensors;

/// <summary>Q6_K: 128 bytes of low halves, 64 of high pairs of bits, 16 signed bytes that scale 16 elements each, and an F16 scale of
/// them (ggml's <c>block_q6_K</c>).</summary>
internal static class Q6KRows
{
    private const int Bytes = 210;

    public static void Q6_K(ReadOnlySpan<byte> row, Span<float> values) => Blocks.Each(row, values, Bytes, Blocks.Large, static (block, to) =>
    {
        var scale = Blocks.Scale(block, 208);
        for (var i = 0; i < Blocks.Large; i++)
        {
            // Each half of the block is 64 bytes: their low halves are its first 64 elements.
            var low = (block[(i / 128 * 64) + (i % 64)] >> (i % 128 / 64 * 4)) & 15;
            var quant = low | (Q2KRows.TwoBits(block[128..192], i) << 4);
            to[i] = scale * (sbyte)block[192 + (i / 16)] * (quant - 32);
        }
    });
}
