namespace TenantLLM.Inference.Sampling;

/// <summary>How the next token is chosen.</summary>
public sealed record SamplingOptions
{
    public static SamplingOptions Default { get; } = new();

    /// <summary>Divides the logits; 0 takes the most likely token. 0 to 2.</summary>
    public float Temperature { get; init; } = 1;

    /// <summary>Keeps the most likely tokens whose probabilities add up to this. 0 to 1.</summary>
    public float TopP { get; init; } = 1;

    /// <summary>The same seed gives the same text; null: one is drawn.</summary>
    public long? Seed { get; init; }
}
