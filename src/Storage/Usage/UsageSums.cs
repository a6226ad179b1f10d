namespace TenantLLM.Storage.Usage;

/// <summary>What the rows of an hour come to.</summary>
public abstract record UsageSums
{
    public required UsageKind Kind { get; init; }

    /// <summary>Unix seconds of its beginning.</summary>
    public required long Hour { get; init; }

    public required string ProjectId { get; init; }

    public required string Model { get; init; }

    public long Requests { get; init; }

    public long InputTokens { get; init; }

    public long CachedTokens { get; init; }

    public long OutputTokens { get; init; }

    public long InputCost { get; init; }

    public long CachedCost { get; init; }

    public long OutputCost { get; init; }
}
