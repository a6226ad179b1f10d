namespace TenantLLM.Grains.Abstractions.Usage;

/// <summary>Sums of some buckets.</summary>
/// <param name="Groups">In the order of their buckets; a bucket in which nothing was used has none.</param>
/// <param name="Until">Unix seconds: all buckets before are whole.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.UsageReport")]
public sealed record UsageReport([property: Id(0)] ImmutableArray<UsageSum> Groups, [property: Id(1)] long Until);

/// <summary>What a group used in a bucket. What it is not grouped by is empty, and so is what a request did not have.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.UsageSum")]
public sealed record UsageSum
{
    /// <summary>Unix seconds of the bucket's beginning.</summary>
    [Id(0)]
    public required long Bucket { get; init; }

    [Id(1)]
    public string ProjectId { get; init; } = "";

    [Id(2)]
    public string KeyId { get; init; } = "";

    [Id(3)]
    public string UserId { get; init; } = "";

    [Id(4)]
    public string Model { get; init; } = "";

    [Id(5)]
    public long Requests { get; init; }

    /// <summary>Cached ones included.</summary>
    [Id(6)]
    public long InputTokens { get; init; }

    [Id(7)]
    public long CachedTokens { get; init; }

    [Id(8)]
    public long OutputTokens { get; init; }

    /// <summary>Of the tokens that were not cached, in units of the operator's currency; 0 where costs were not asked for.</summary>
    [Id(9)]
    public decimal InputCost { get; init; }

    [Id(10)]
    public decimal CachedCost { get; init; }

    [Id(11)]
    public decimal OutputCost { get; init; }
}
