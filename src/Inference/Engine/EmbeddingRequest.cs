namespace TenantLLM.Inference.Engine;

/// <summary>Texts to embed.</summary>
public sealed record EmbeddingRequest
{
    /// <summary>Whose request it is: the unit of fairness.</summary>
    public required string TenantId { get; init; }

    public required IReadOnlyList<EmbeddingInput> Inputs { get; init; }
}

/// <summary>One text: as text, or as tokens of the model's vocabulary.</summary>
public abstract record EmbeddingInput
{
    private EmbeddingInput()
    {
    }

    public sealed record OfText(string Text) : EmbeddingInput;

    public sealed record OfTokens(ReadOnlyMemory<int> Tokens) : EmbeddingInput;
}
