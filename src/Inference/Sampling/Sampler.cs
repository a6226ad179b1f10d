using System.Numerics.Tensors;
using TenantLLM.Inference.Decoding;

namespace TenantLLM.Inference.Sampling;

/// <summary>
/// Chooses tokens from logits: penalties and biases, temperature, top-k, top-p of what that leaves, min-p, and a draw. Its buffers are
/// reused: one sampler a scheduler thread.
/// </summary>
/// <param name="vocabularySize">Floats in a row of logits.</param>
internal sealed class Sampler(int vocabularySize)
{
    private readonly float[] _adjusted = new float[vocabularySize];
    private readonly float[] _probabilities = new float[vocabularySize];
    private readonly Candidates _candidates = new(vocabularySize);

    /// <summary>Chooses the next token of a choice.</summary>
    /// <exception cref="DecoderException">The logits are not numbers.</exception>
    public int Sample(ReadOnlySpan<float> logits, SamplingState state)
    {
        var options = state.Options;
        var best = TensorPrimitives.IndexOfMax(logits);
        if (!float.IsFinite(logits[best]))
            throw new DecoderException("The decoder returned logits that are not finite.");
        if (state.Adjusts)
        {
            logits.CopyTo(_adjusted);
            state.Adjust(_adjusted);
            logits = _adjusted;
            best = TensorPrimitives.IndexOfMax(logits);
        }

        if (options.Temperature <= 0 || options.TopP <= 0 || options.TopK == 1)
            return best;

        // The largest is made 0 before the division, so that no temperature, however small, overflows.
        TensorPrimitives.Subtract(logits, logits[best], _probabilities);
        TensorPrimitives.Divide(_probabilities, options.Temperature, _probabilities);
        TensorPrimitives.Exp(_probabilities, _probabilities);
        var uniform = CounterRandom.Uniform(state.Seed, state.Choice, state.Position);
        return options is { TopP: >= 1, TopK: 0, MinP: <= 0 }
            ? WeightedDraw.Of(_probabilities, uniform)
            : _candidates.Draw(_probabilities, options, uniform);
    }
}
