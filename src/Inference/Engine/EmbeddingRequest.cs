namespace TenantLLM.Inference.Engine;

/// <summary>Texts to embed.</summary>
public sealed record EmbeddingRequest
{
    /// <summary>Whose request it is: the unit of fairness.</summary>
    public required string TenantId { get; init; }

    public required IReadOnlyList<RawText> Inputs { get; init; }
}
