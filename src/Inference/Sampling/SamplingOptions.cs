using System.Collections.Immutable;

namespace TenantLLM.Inference.Sampling;

/// <summary>How the next token is chosen.</summary>
public sealed record SamplingOptions
{
    public static SamplingOptions Default { get; } = new();

    /// <summary>Divides the logits; 0 takes the most likely token. 0 to 2.</summary>
    public float Temperature { get; init; } = 1;

    /// <summary>Keeps the most likely tokens whose probabilities add up to this. 0 to 1.</summary>
    public float TopP { get; init; } = 1;

    /// <summary>Keeps so many of the most likely tokens; 0: all.</summary>
    public int TopK { get; init; }

    /// <summary>Keeps tokens at least this likely, as a share of the likeliest one's probability. 0 to 1.</summary>
    public float MinP { get; init; }

    /// <summary>Taken from a token's logit for each time the answer has it already. -2 to 2.</summary>
    public float FrequencyPenalty { get; init; }

    /// <summary>Taken from a token's logit once if the answer has it already. -2 to 2.</summary>
    public float PresencePenalty { get; init; }

    /// <summary>Divides a token's positive logit, or multiplies its negative one, if prompt or answer have it already (CTRL, arXiv
    /// 1909.05858). Above 0; 1 changes nothing.</summary>
    public float RepetitionPenalty { get; init; } = 1;

    /// <summary>Added to tokens' logits, by token. -100 to 100 each.</summary>
    public IReadOnlyDictionary<int, float> LogitBias { get; init; } = ImmutableDictionary<int, float>.Empty;

    /// <summary>The same seed gives the same text; null: one is drawn.</summary>
    public long? Seed { get; init; }
}
