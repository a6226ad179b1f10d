using System.Runtime.InteropServices;

namespace TenantLLM.Inference.Sampling;

/// <summary>How one choice is sampled, and what of it that depends on what it has said.</summary>
internal sealed class SamplingState
{
    private readonly Dictionary<int, int> _counts = [];
    private readonly HashSet<int> _seen = [];
    private readonly bool _counting;
    private readonly bool _repeating;

    /// <param name="options">What was asked for.</param>
    /// <param name="seed">The seed of its randomness.</param>
    /// <param name="choice">Which choice of the request it is.</param>
    /// <param name="prompt">The prompt's tokens; the repetition penalty minds them.</param>
    public SamplingState(SamplingOptions options, long seed, int choice, ReadOnlySpan<int> prompt)
    {
        Options = options;
        Seed = seed;
        Choice = choice;
        _counting = options.FrequencyPenalty != 0 || options.PresencePenalty != 0;
        _repeating = options.RepetitionPenalty != 1;
        foreach (var token in _repeating ? prompt : [])
            _seen.Add(token);
    }

    public SamplingOptions Options { get; }

    public long Seed { get; }

    public int Choice { get; }

    /// <summary>Tokens of the answer so far: where in its randomness it is.</summary>
    public int Position { get; private set; }

    /// <summary>Whether logits are changed before a token is chosen.</summary>
    public bool Adjusts => _counting || _repeating || Options.LogitBias.Count > 0;

    /// <summary>Notes a token of the answer.</summary>
    public void Count(int token)
    {
        Position++;
        if (_counting)
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, token, out _)++;
        if (_repeating)
            _seen.Add(token);
    }

    /// <summary>Applies penalties and biases to a row of logits.</summary>
    public void Adjust(Span<float> logits)
    {
        foreach (var token in _seen)
        {
            ref var logit = ref logits[token];
            logit = logit > 0 ? logit / Options.RepetitionPenalty : logit * Options.RepetitionPenalty;
        }

        // As OpenAI's reference has it: mu[j] -> mu[j] - c[j] * alpha_frequency - float(c[j] > 0) * alpha_presence.
        foreach (var (token, count) in _counts)
            logits[token] -= (count * Options.FrequencyPenalty) + Options.PresencePenalty;
        foreach (var (token, bias) in Options.LogitBias)
        {
            if ((uint)token < (uint)logits.Length)
                logits[token] += bias;
        }
    }
}
