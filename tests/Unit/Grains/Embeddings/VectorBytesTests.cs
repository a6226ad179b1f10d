using System.Runtime.InteropServices;
using TenantLLM.Grains.Embeddings;
using Xunit;

namespace TenantLLM.Unit.Grains.Embeddings;

public sealed class VectorBytesTests
{
    [Fact]
    public void Of_AllDimensions_AreTheNumbersAsTheyAre() => Assert.Equal([0.6f, -0.8f], Numbers([0.6f, -0.8f], 2));

    [Fact]
    public void Of_FewerDimensions_IsOfUnitLengthAgain()
    {
        var numbers = Numbers([0.3f, -0.4f, 0.5f], 2);
        Assert.Equal(0.6f, numbers[0], 6);
        Assert.Equal(-0.8f, numbers[1], 6);
    }

    [Fact]
    public void Of_Zeros_StaysZeros() => Assert.Equal([0f], Numbers([0, 1], 1));

    private static float[] Numbers(float[] vector, int dimensions) =>
        MemoryMarshal.Cast<byte, float>(VectorBytes.Of(vector, dimensions).Span).ToArray();
}
