namespace TenantLLM.Grains.Abstractions.Usage;

/// <summary>Which usage is summed up, and by what.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.UsageReportRequest")]
public sealed record UsageReportRequest
{
    [Id(0)]
    public required ImmutableArray<UsageEndpoint> Endpoints { get; init; }

    /// <summary>Unix seconds, a multiple of <see cref="Width"/>.</summary>
    [Id(1)]
    public required long From { get; init; }

    /// <summary>Unix seconds, a multiple of <see cref="Width"/>; exclusive.</summary>
    [Id(2)]
    public required long Until { get; init; }

    /// <summary>Seconds of a bucket: a minute, an hour or a day.</summary>
    [Id(3)]
    public required int Width { get; init; }

    /// <summary>Of these; empty: of all.</summary>
    [Id(4)]
    public ImmutableArray<string> ProjectIds { get; init; } = [];

    [Id(5)]
    public ImmutableArray<string> KeyIds { get; init; } = [];

    [Id(6)]
    public ImmutableArray<string> UserIds { get; init; } = [];

    [Id(7)]
    public ImmutableArray<string> Models { get; init; } = [];

    [Id(8)]
    public bool ByProject { get; init; }

    [Id(9)]
    public bool ByKey { get; init; }

    [Id(10)]
    public bool ByUser { get; init; }

    [Id(11)]
    public bool ByModel { get; init; }

    /// <summary>Whether costs are summed up, too; buckets of a minute have none.</summary>
    [Id(12)]
    public bool HasCosts { get; init; }
}

/// <summary>What computed an answer.</summary>
public enum UsageEndpoint
{
    ChatCompletions,
    Completions,
    Responses,
    Embeddings,
}
