using TenantLLM.Inference.Sampling;
using Xunit;

namespace TenantLLM.Unit.Inference.Sampling;

public sealed class WeightedDrawTests
{
    [Fact]
    public void Of_EveryUniform_FallsWhereTheSumOfWeightsSays()
    {
        var weights = Enumerable.Range(0, 2000).Select(at => at % 3 == 0 ? 0f : 1f).ToArray();
        var total = weights.Sum();
        for (var step = 0; step < 1332; step++)
        {
            var at = WeightedDraw.Of(weights, (step + 0.5) / total);
            Assert.Equal(1, weights[at]);
            Assert.Equal(step, (int)weights[..at].Sum());
        }
    }

    [Fact]
    public void Of_UniformNextToOne_NeverFallsOnAWeightOfZero() =>
        Assert.Equal(1, WeightedDraw.Of([0.1f, 0.7f, 0, 0], Math.BitDecrement(1.0)));
}
