using TenantLLM.Inference.Backends.Onnx.Weights;
using TenantLLM.TestKit.Gguf;
using Xunit;

namespace TenantLLM.Unit.Backends.Onnx;

public sealed class EightBitBlocksTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(127)]
    public void Encode_WholeMultiplesOfAStep_LosesNothing(int levels)
    {
        var noise = new Noise((ulong)levels);
        float[] values = [.. Enumerable.Range(0, 32).Select(_ => 0.37f * (noise.Below((2 * levels) + 1) - levels))];
        Assert.All(values.Zip(Decoded(values)), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void Encode_AnyValues_LosesLessThanAStep()
    {
        var noise = new Noise(3);
        for (var round = 0; round < 100; round++)
        {
            float[] values = [.. Enumerable.Range(0, 32).Select(_ => noise.Symmetric())];
            Assert.All(values.Zip(Decoded(values)), pair => Assert.InRange(pair.Second - pair.First, -0.009f, 0.009f));
        }
    }

    [Fact]
    public void Encode_FewerThanABlockAndZeros_FillsWithZero()
    {
        Assert.Equal(new float[32], Decoded(new float[32]));
        var values = Decoded([1f, -1f, 0.5f]);
        Assert.Equal(1, values[0], 1e-2f);
        Assert.Equal(new float[29], values[3..]);
    }

    private static float[] Decoded(float[] values)
    {
        var bytes = new byte[32];
        var scale = EightBitBlocks.Encode(values, bytes);
        return [.. bytes.Select(value => scale * (value - EightBitBlocks.Zero))];
    }
}
