namespace TenantLLM.Inference.Backends.Gguf.Tensors;

/// <summary>Q2_K: 16 groups of 16, each with a 4-bit scale and a 4-bit minimum, 64 bytes of 2-bit elements, then the F16 scales of
/// scales and minima (ggml's <c>block_q2_K</c>).</summary>
internal static class Q2KRows
{
    private const int Bytes = 84;

    public static void Q2_K(ReadOnlySpan<byte> row, Span<float> values) => Blocks.Each(row, values, Bytes, Blocks.Large, static (block, to) =>
    {
        var (scale, minimum) = (Blocks.Scale(block, 80), Blocks.Scale(block, 82));
        for (var i = 0; i < Blocks.Large; i++)
        {
            var group = block[i / 16];
            to[i] = (scale * (group & 15) * TwoBits(block[16..80], i)) - (minimum * (group >> 4));
        }
    });

    /// <summary>An element of the K types' 2-bit layout: each half of the block is 32 bytes, which hold four runs of 32.</summary>
    public static int TwoBits(ReadOnlySpan<byte> bits, int at) => (bits[(at / 128 * 32) + (at % 32)] >> (at % 128 / 32 * 2)) & 3;
}
