namespace TenantLLM.Inference.Backends.Gguf.Tensors;

/// <summary>Q4_0 and Q4_1: blocks of 32, an F16 scale, for Q4_1 an F16 minimum, and 16 bytes whose low halves are the first
/// 16 elements and whose high halves are the rest (ggml's <c>block_q4_0</c>, <c>block_q4_1</c>).</summary>
internal static class Q4Rows
{
    public const int Q4_0Bytes = 18;
    private const int Q4_1Bytes = 20;

    public static void Q4_0(ReadOnlySpan<byte> row, Span<float> values) => Blocks.Each(row, values, Q4_0Bytes, Blocks.Small, static (block, to) =>
    {
        var scale = Blocks.Scale(block, 0);
        for (var i = 0; i < 16; i++)
        {
            to[i] = scale * ((block[2 + i] & 15) - 8);
            to[i + 16] = scale * ((block[2 + i] >> 4) - 8);
        }
    });

    public static void Q4_1(ReadOnlySpan<byte> row, Span<float> values) => Blocks.Each(row, values, Q4_1Bytes, Blocks.Small, static (block, to) =>
    {
        var (scale, minimum) = (Blocks.Scale(block, 0), Blocks.Scale(block, 2));
        for (var i = 0; i < 16; i++)
        {
            to[i] = (scale * (block[4 + i] & 15)) + minimum;
            to[i + 16] = (scale * (block[4 + i] >> 4)) + minimum;
        }
    });
}
