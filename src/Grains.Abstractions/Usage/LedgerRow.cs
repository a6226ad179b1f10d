namespace TenantLLM.Grains.Abstractions.Usage;

/// <summary>What a response took and cost.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.LedgerRow")]
public sealed record LedgerRow
{
    [Id(0)]
    public required string ProjectId { get; init; }

    [Id(1)]
    public required string ResponseId { get; init; }

    /// <summary>Which part of a request that was computed in several, from 0.</summary>
    [Id(2)]
    public required int Part { get; init; }

    [Id(3)]
    public required UsageEndpoint Endpoint { get; init; }

    [Id(4)]
    public required string Model { get; init; }

    [Id(5)]
    public BilledTo BilledTo { get; init; }

    [Id(6)]
    public string? ConversationId { get; init; }

    /// <summary>Cached ones included.</summary>
    [Id(7)]
    public long InputTokens { get; init; }

    [Id(8)]
    public long CachedTokens { get; init; }

    [Id(9)]
    public long OutputTokens { get; init; }

    /// <summary>For a million tokens that were computed, in units of the operator's currency.</summary>
    [Id(10)]
    public decimal InputPrice { get; init; }

    [Id(11)]
    public decimal CachedPrice { get; init; }

    [Id(12)]
    public decimal OutputPrice { get; init; }

    [Id(13)]
    public decimal Cost { get; init; }

    [Id(14)]
    public required DateTimeOffset StartedAt { get; init; }

    [Id(15)]
    public required DateTimeOffset EndedAt { get; init; }

    [Id(16)]
    public required LedgerOutcome Outcome { get; init; }
}

/// <summary>How an answer ended.</summary>
public enum LedgerOutcome
{
    Completed,

    /// <summary>The client left or cancelled it.</summary>
    Cancelled,
    Failed,

    /// <summary>The server died while it was generated.</summary>
    Interrupted,
}
