using System.Runtime.InteropServices;

namespace TenantLLM.Inference.Backends.Gguf.Tensors;

/// <summary>IQ4_NL and IQ4_XS: 4-bit elements that name one of 16 unequally spaced levels; IQ4_NL has an F16 scale a block of 32,
/// IQ4_XS one of 6 bits a group of 32 in a block of 256 (ggml's <c>block_iq4_nl</c>, <c>block_iq4_xs</c>).</summary>
internal static class Iq4Rows
{
    private const int Iq4NlBytes = 18;
    private const int Iq4XsBytes = 136;

    /// <summary>ggml's <c>kvalues_iq4nl</c>.</summary>
    private static ReadOnlySpan<sbyte> Levels => [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113];

    public static void Iq4Nl(ReadOnlySpan<byte> row, Span<float> values) => Blocks.Each(row, values, Iq4NlBytes, Blocks.Small, static (block, to) =>
        Dequantize(Blocks.Scale(block, 0), block[2..], to));

    public static void Iq4Xs(ReadOnlySpan<byte> row, Span<float> values) => Blocks.Each(row, values, Iq4XsBytes, Blocks.Large, static (block, to) =>
    {
        var scale = Blocks.Scale(block, 0);
        var high = MemoryMarshal.Read<ushort>(block[2..]);
        for (var group = 0; group < 8; group++)
        {
            var low = (block[4 + (group / 2)] >> (group % 2 * 4)) & 15;
            var groupScale = (low | (((high >> (2 * group)) & 3) << 4)) - 32;
            Dequantize(scale * groupScale, block.Slice(8 + (group * 16), 16), to.Slice(group * 32, 32));
        }
    });

    private static void Dequantize(float scale, ReadOnlySpan<byte> quants, Span<float> to)
    {
        for (var i = 0; i < 16; i++)
        {
            to[i] = scale * Levels[quants[i] & 15];
            to[i + 16] = scale * Levels[quants[i] >> 4];
        }
    }
}
