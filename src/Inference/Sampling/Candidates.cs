using System.Numerics.Tensors;

namespace TenantLLM.Inference.Sampling;

/// <summary>Narrows a distribution to the tokens that options leave, and draws one of them. Its memory is reused.</summary>
/// <param name="vocabularySize">Floats in a row.</param>
internal sealed class Candidates(int vocabularySize)
{
    private readonly TopTokens _top = new();
    private readonly int[] _tokens = new int[vocabularySize];
    private readonly float[] _weights = new float[vocabularySize];

    /// <summary>Draws a token.</summary>
    /// <param name="probabilities">Of all tokens, not normalized: the likeliest one's is 1.</param>
    /// <param name="options">TopK, TopP and MinP.</param>
    /// <param name="uniform">A number of [0, 1).</param>
    public int Draw(ReadOnlySpan<float> probabilities, SamplingOptions options, double uniform)
    {
        var count = options.TopK > 0 ? TakeTop(probabilities, options.TopK) : TakeLikely(probabilities, options);
        var total = options.TopK > 0 ? TensorPrimitives.Sum<float>(_weights.AsSpan(0, count)) : TensorPrimitives.Sum(probabilities);
        var kept = Math.Min(Nucleus(count, (double)options.TopP * total), AtLeast(count, options.MinP));
        return _tokens[WeightedDraw.Of(_weights.AsSpan(0, kept), uniform)];
    }

    private int TakeTop(ReadOnlySpan<float> probabilities, int count)
    {
        var top = _top.Select(probabilities, count);
        top.CopyTo(_tokens);
        for (var at = 0; at < top.Length; at++)
            _weights[at] = probabilities[top[at]];
        return top.Length;
    }

    /// <summary>Sorts out what is too unlikely for top-p and min-p, and sorts the rest.</summary>
    private int TakeLikely(ReadOnlySpan<float> probabilities, SamplingOptions options)
    {
        // What is less likely than this cannot be in the nucleus: all such tokens together weigh less than 1 - topP.
        var floor = Math.Max(options.MinP, (1 - options.TopP) / probabilities.Length * TensorPrimitives.Sum(probabilities));
        var count = 0;
        for (var token = 0; token < probabilities.Length; token++)
        {
            if (probabilities[token] < floor)
                continue;
            _tokens[count] = token;
            _weights[count++] = probabilities[token];
        }

        Array.Sort(_weights, _tokens, 0, count);
        Array.Reverse(_weights, 0, count);
        Array.Reverse(_tokens, 0, count);
        return count;
    }

    /// <summary>The fewest of the likeliest that together weigh at least the wanted weight.</summary>
    private int Nucleus(int count, double wanted)
    {
        double weight = 0;
        for (var at = 0; at < count; at++)
        {
            weight += _weights[at];
            if (weight >= wanted)
                return at + 1;
        }

        return count;
    }

    private int AtLeast(int count, float minP)
    {
        var kept = 1;
        while (kept < count && _weights[kept] >= minP)
            kept++;
        return kept;
    }
}
