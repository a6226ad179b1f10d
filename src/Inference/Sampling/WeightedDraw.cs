using System.Numerics.Tensors;

namespace TenantLLM.Inference.Sampling;

/// <summary>Draws a place with the probability its weight has among all.</summary>
internal static class WeightedDraw
{
    /// <summary>Weights summed at once: the block is found first, and the place in it then.</summary>
    private const int Block = 512;

    /// <param name="weights">Not negative, at least one of them above 0.</param>
    /// <param name="uniform">A number of [0, 1).</param>
    public static int Of(ReadOnlySpan<float> weights, double uniform)
    {
        var target = uniform * Total(weights);
        double before = 0;
        for (var start = 0; start < weights.Length; start += Block)
        {
            var block = weights.Slice(start, Math.Min(Block, weights.Length - start));
            var weight = (double)TensorPrimitives.Sum(block);
            if (before + weight > target && Within(block, target - before) is { } at)
                return start + at;
            before += weight;
        }

        // Rounding has left the target beyond the end: the last place that can be drawn.
        return weights.LastIndexOfAnyExcept(0f);
    }

    private static double Total(ReadOnlySpan<float> weights)
    {
        double total = 0;
        for (var start = 0; start < weights.Length; start += Block)
            total += TensorPrimitives.Sum(weights.Slice(start, Math.Min(Block, weights.Length - start)));
        return total;
    }

    private static int? Within(ReadOnlySpan<float> block, double target)
    {
        double sum = 0;
        for (var at = 0; at < block.Length; at++)
        {
            sum += block[at];
            if (sum > target)
                return at;
        }

        return null;
    }
}
