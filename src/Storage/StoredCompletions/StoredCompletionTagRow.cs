namespace TenantLLM.Storage.StoredCompletions;

/// <summary>A pair of a stored completion's metadata: what lists are filtered by.</summary>
public sealed record StoredCompletionTagRow
{
    public required string ProjectId { get; init; }

    public required string CompletionId { get; init; }

    public required string Key { get; init; }

    public required string Value { get; init; }
}
