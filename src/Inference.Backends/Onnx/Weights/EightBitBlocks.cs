using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace TenantLLM.Inference.Backends.Onnx.Weights;

/// <summary>Rounds a block of 32 to signed bytes and a scale, with the least squared error that a scale can give.</summary>
internal static class EightBitBlocks
{
    public const int Elements = 32;

    /// <summary>The value a byte of 128 stands for is 0 (MatMulNBits' zero point where none is given).</summary>
    public const byte Zero = 128;

    private const int Most = 127;

    /// <summary>Half of <see cref="Most"/>, rounded up: levels of up to 7 bits that lie at multiples of a step are met by one of the
    /// scales from here on, and lose nothing.</summary>
    private const int Least = 64;

    /// <summary>A block whose error is below this part of its largest square is met exactly, but for float rounding.</summary>
    private const float Exact = 1e-10f;

    /// <param name="values">Up to 32 values; those missing are 0.</param>
    /// <param name="bytes">32 bytes: value = scale · (byte − 128).</param>
    /// <returns>The scale.</returns>
    public static float Encode(ReadOnlySpan<float> values, Span<byte> bytes)
    {
        Span<float> block = stackalloc float[Elements];
        block.Clear();
        values.CopyTo(block);
        var largest = TensorPrimitives.MaxMagnitude(block);
        largest = MathF.Abs(largest);
        if (!(largest > 0) || !float.IsFinite(1 / largest))
        {
            bytes.Fill(Zero);
            return 0;
        }

        var (low, high) = (Vector512.Create<float>(block), Vector512.Create<float>(block[16..]));
        var (best, bestError) = (Most, float.PositiveInfinity);
        for (var levels = Most; levels >= Least && bestError > Exact * levels * levels; levels--)
        {
            var (scale, step) = (levels / largest, largest / levels);
            var error = Error(low * scale) + Error(high * scale);
            error *= step * step / (largest * largest) * Most * Most;
            if (error < bestError)
                (best, bestError) = (levels, error);
        }

        return Round(block, best / largest, bytes);
    }

    private static float Error(Vector512<float> scaled)
    {
        var lost = scaled - Vector512.Round(scaled);
        return Vector512.Sum(lost * lost);
    }

    /// <summary>Rounds, and fits the scale to what it became: Σ x·q / Σ q² has the least squared error.</summary>
    private static float Round(ReadOnlySpan<float> block, float scale, Span<byte> bytes)
    {
        var (product, square) = (0.0, 0.0);
        for (var i = 0; i < Elements; i++)
        {
            var quant = (int)MathF.Round(block[i] * scale);
            bytes[i] = (byte)(quant + Zero);
            product += (double)block[i] * quant;
            square += quant * quant;
        }

        return (float)(product / square);
    }
}
