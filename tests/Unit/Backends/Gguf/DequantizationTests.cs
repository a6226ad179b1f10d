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
        [1f, -3.140625f, 1e38f],
        Dequantize(GgufTensorType.BF16, 3, MemoryMarshal.AsBytes<ushort>([0x3F80, 0xC049, (ushort)(BitConverter.SingleToUInt32Bits(1e38f) >> 16)])),
        (a, b) => Math.Abs(a - b) <= Math.Abs(a) / 128);

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
