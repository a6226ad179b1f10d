using System.Numerics.Tensors;
using TenantLLM.Inference.Decoding;

namespace TenantLLM.Inference.Sampling;

/// <summary>Chooses tokens from logits. Its buffers are reused: one sampler a scheduler thread.</summary>
/// <param name="vocabularySize">Floats in a row of logits.</param>
internal sealed class Sampler(int vocabularySize)
{
    private readonly float[] _probabilities = new float[vocabularySize];
    private readonly int[] _candidates = new int[vocabularySize];
    private readonly float[] _candidateKeys = new float[vocabularySize];

    /// <summary>Chooses the token at a position of a choice.</summary>
    /// <exception cref="DecoderException">The logits are not numbers.</exception>
    public int Sample(ReadOnlySpan<float> logits, SamplingOptions options, long seed, int choice, int position)
    {
        var best = TensorPrimitives.IndexOfMax(logits);
        if (!float.IsFinite(logits[best]))
            throw new DecoderException("The decoder returned logits that are not finite.");
        if (options.Temperature <= 0 || options.TopP <= 0)
            return best;

        // The largest is made 0 before the division, so that no temperature, however small, overflows.
        TensorPrimitives.Subtract(logits, logits[best], _probabilities);
        TensorPrimitives.Divide(_probabilities, options.Temperature, _probabilities);
        TensorPrimitives.Exp(_probabilities, _probabilities);
        var uniform = CounterRandom.Uniform(seed, choice, position);
        return options.TopP < 1 ? DrawFromNucleus(options.TopP, uniform, best) : Draw(uniform, best);
    }

    private int Draw(double uniform, int best)
    {
        var target = uniform * TensorPrimitives.Sum<float>(_probabilities);
        double sum = 0;
        for (var token = 0; token < _probabilities.Length; token++)
        {
            sum += _probabilities[token];
            if (sum > target)
                return token;
        }

        return best;
    }

    private int DrawFromNucleus(float topP, double uniform, int best)
    {
        var total = TensorPrimitives.Sum<float>(_probabilities);

        // What is less likely than this cannot be in the nucleus: all such tokens together weigh less than 1 - topP.
        var floor = (1 - topP) / _probabilities.Length * total;
        var count = 0;
        for (var token = 0; token < _probabilities.Length; token++)
        {
            if (_probabilities[token] < floor)
                continue;
            _candidates[count] = token;
            _candidateKeys[count++] = -_probabilities[token];
        }

        Array.Sort(_candidateKeys, _candidates, 0, count);
        var (nucleus, weight) = NucleusOf(count, topP * total);
        var target = uniform * weight;
        double sum = 0;
        for (var index = 0; index < nucleus; index++)
        {
            sum -= _candidateKeys[index];
            if (sum > target)
                return _candidates[index];
        }

        return best;
    }

    // The fewest of the most likely candidates that together weigh at least the wanted weight.
    private (int Count, double Weight) NucleusOf(int candidates, double wanted)
    {
        double weight = 0;
        for (var index = 0; index < candidates; index++)
        {
            weight -= _candidateKeys[index];
            if (weight >= wanted)
                return (index + 1, weight);
        }

        return (candidates, weight);
    }
}
