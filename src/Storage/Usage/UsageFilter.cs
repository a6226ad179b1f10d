namespace TenantLLM.Storage.Usage;

/// <summary>Which usage is summed up, and by what.</summary>
public sealed record UsageFilter
{
    public required IReadOnlyList<UsageKind> Kinds { get; init; }

    /// <summary>Unix seconds, a multiple of <see cref="Width"/>.</summary>
    public required long From { get; init; }

    /// <summary>Unix seconds, a multiple of <see cref="Width"/>; exclusive.</summary>
    public required long Until { get; init; }

    /// <summary>Seconds of a bucket: 60, or a multiple of 3600.</summary>
    public required int Width { get; init; }

    /// <summary>Of these; empty: of all.</summary>
    public IReadOnlyList<string> ProjectIds { get; init; } = [];

    public IReadOnlyList<string> KeyIds { get; init; } = [];

    public IReadOnlyList<string> UserIds { get; init; } = [];

    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Whether costs are summed up, too; buckets of a minute have none.</summary>
    public bool HasCosts { get; init; }

    public bool ByProject { get; init; }

    public bool ByKey { get; init; }

    public bool ByUser { get; init; }

    public bool ByModel { get; init; }

    internal bool NeedsKeysOrUsers => ByKey || ByUser || KeyIds.Count > 0 || UserIds.Count > 0;
}

/// <summary>Sums of some buckets.</summary>
/// <param name="Groups">In the order of their buckets.</param>
/// <param name="Until">Unix seconds: all buckets before are whole.</param>
public sealed record UsageSumsPage(IReadOnlyList<UsageGroup> Groups, long Until);

/// <summary>What a group's usage in a bucket comes to. What it is not grouped by is empty.</summary>
public sealed record UsageGroup
{
    private const int CostParts = 1_000_000;

    /// <summary>Unix seconds of its beginning.</summary>
    public required long Bucket { get; init; }

    public required string ProjectId { get; init; }

    public required string KeyId { get; init; }

    public required string UserId { get; init; }

    public required string Model { get; init; }

    public required long Requests { get; init; }

    public required long InputTokens { get; init; }

    public required long CachedTokens { get; init; }

    public required long OutputTokens { get; init; }

    /// <summary>Costs in two parts, the larger in millionths of a unit: no sum of a year overflows.</summary>
    public required long InputCostMillionths { get; init; }

    public required long InputCostRest { get; init; }

    public required long CachedCostMillionths { get; init; }

    public required long CachedCostRest { get; init; }

    public required long OutputCostMillionths { get; init; }

    public required long OutputCostRest { get; init; }

    public decimal InputCost => Cost(InputCostMillionths, InputCostRest);

    public decimal CachedCost => Cost(CachedCostMillionths, CachedCostRest);

    public decimal OutputCost => Cost(OutputCostMillionths, OutputCostRest);

    private static decimal Cost(long millionths, long rest) => Picounits.ToUnits(((Int128)millionths * CostParts) + rest);
}
