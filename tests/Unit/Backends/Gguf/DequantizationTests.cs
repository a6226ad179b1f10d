using System.Runtime.InteropServices;
using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Backends.Gguf.Tensors;
using TenantLLM.TestKit.Gguf;
using Xunit;

namespace TenantLLM.Unit.Backends.Gguf;

public sealed class DequantizationTests
{
    [Fact]
    public void Row_OfF32_IsItself() => Assert.Equal(
        [1.5f, -2f, float.Epsilon], Dequantize(GgufTensorType.F32, 3, MemoryMarshal.AsBytes<float>([1.5f, -2f, float.Epsilon])));

    [Fact]
    public void Row_OfF16_IsExact() => Assert.Equal(
        [1.5f, -65504f, 5.9604645e-8f, 0.33325195f],
        Dequantize(GgufTensorType.F16, 4, MemoryMarshal.AsBytes<ushort>([0x3E00, 0xFBFF, 0x0001, 0x3555])));

    [Fact]
    public void Row_OfBF16_IsExact() => Assert.Equal(
        [1f, -3.140625f, MathF.ScaleB(1, 100)],
        Dequantize(GgufTensorType.BF16, 3, MemoryMarshal.AsBytes<ushort>([0x3F80, 0xC049, 0x7180])));

    [Fact]
    public void Row_OfQ8_0_IsScaleTimesQuants()
    {
        var row = new byte[2 * 34];
        MemoryMarshal.Write(row, (Half)0.5f);
        MemoryMarshal.Write(row.AsSpan(34), (Half)(-2f));
        for (var i = 0; i < 32; i++)
            (row[2 + i], row[36 + i]) = ((byte)(i - 16), unchecked((byte)(127 - (8 * i))));
        var expected = Enumerable.Range(0, 32).Select(i => 0.5f * (i - 16))
            .Concat(Enumerable.Range(0, 32).Select(i => -2f * unchecked((sbyte)(127 - (8 * i)))));
        Assert.Equal(expected, Dequantize(GgufTensorType.Q8_0, 64, row));
    }

    /// <summary>Blocks of noise with given scales: the type, its bytes, where its F16 scales lie (0.5, then −0.25), some elements (of 32:
    /// 0, 1, 16, 31; of 256: 0, 17, 100, 255), and Σ (i mod 7 + 1) · element i. The values are of a transcription of gguf-py's
    /// quants.py (ggml-org/llama.cpp).</summary>
    public static TheoryData<string, int, int[], float[], double> NoiseBlocks => new()
    {
        { "Q4_0", 18, [0], [-1f, -4f, 1.5f, 3.5f], 45.0 },
        { "Q4_1", 20, [0, 2], [0.25f, 6.75f, 4.75f, 5.75f], 429.0 },
        { "Q5_0", 22, [0], [-2f, 6.5f, 6f, 5f], -15.0 },
        { "Q5_1", 24, [0, 2], [12.25f, 1.25f, 2.75f, 0.75f], 1037.5 },
        { "Q2_K", 84, [80, 82], [3.5f, 3.5f, 9f, 15.25f], 6941.75 },
        { "Q3_K", 110, [108], [-13f, -42f, 4f, -4.5f], -795.0 },
        { "Q4_K", 144, [0, 2], [92.75f, 241.25f, 280.75f, 18.75f], 152329.0 },
        { "Q5_K", 176, [0, 2], [406.25f, 191.75f, 707.75f, 77.25f], 307377.5 },
        { "Q6_K", 210, [208], [-414f, 720f, -128f, 323f], 67634.5 },
        { "IQ4_NL", 18, [0], [-11f, -63.5f, 19f, 56.5f], 688.5 },
        { "IQ4_XS", 136, [0], [6.5f, -5f, -487.5f, -84.5f], -16281.5 },
    };

    [Theory]
    [MemberData(nameof(NoiseBlocks))]
    public void Row_OfNoise_IsWhatGgmlMakesOfIt(string name, int bytes, int[] scales, float[] some, double sum)
    {
        var noise = new Noise(9);
        byte[] block = [.. Enumerable.Range(0, bytes).Select(_ => (byte)noise.Next())];
        for (var i = 0; i < scales.Length; i++)
            MemoryMarshal.Write(block.AsSpan(scales[i]), i == 0 ? (Half)0.5f : (Half)(-0.25f));
        var type = Enum.Parse<GgufTensorType>(name);
        var elements = GgufBlock.Of(type)!.Value.Elements;

        var values = Dequantize(type, 2 * elements, [.. block, .. block]);
        Assert.Equal(values[..elements], values[elements..]);
        int[] places = elements == 32 ? [0, 1, 16, 31] : [0, 17, 100, 255];
        Assert.Equal(some, places.Select(place => values[place]));
        Assert.Equal(sum, Enumerable.Range(0, elements).Sum(i => (double)((i % 7) + 1) * values[i]), 1e-3);
    }

    private static float[] Dequantize(GgufTensorType type, int columns, ReadOnlySpan<byte> row)
    {
        var writer = new GgufWriter().Add(new GgufTensorData("t", (int)type, [2, columns], [.. new byte[row.Length], .. row]));
        using var file = new TemporaryFile(writer.ToArray());
        using var gguf = GgufFile.Open(file.FilePath);
        var tensor = gguf.Tensors["t"];
        var values = new float[columns];
        Dequantization.Of(tensor, file.FilePath)(gguf.Row(tensor, 1), values);
        return values;
    }
}
