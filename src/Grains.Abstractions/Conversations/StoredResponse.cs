using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Grains.Abstractions.Conversations;

/// <summary>A response as it stands.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.StoredResponse")]
public sealed record StoredResponse
{
    /// <summary><c>resp_…</c>.</summary>
    [Id(0)]
    public required string Id { get; init; }

    [Id(1)]
    public required ResponseStatus Status { get; init; }

    [Id(2)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was completed; null otherwise.</summary>
    [Id(3)]
    public DateTimeOffset? CompletedAt { get; init; }

    [Id(4)]
    public required string Model { get; init; }

    /// <summary>What it generated so far.</summary>
    [Id(5)]
    public ImmutableArray<ConversationItem> Output { get; init; } = [];

    /// <summary>Null until it has ended.</summary>
    [Id(6)]
    public SessionUsage? Usage { get; init; }

    /// <summary>Why it failed.</summary>
    [Id(7)]
    public SessionFailure? Failure { get; init; }

    /// <summary>Why it is incomplete.</summary>
    [Id(8)]
    public SessionFinishReason? FinishReason { get; init; }

    [Id(9)]
    public bool IsBackground { get; init; }

    /// <summary><see cref="ResponseRequest.Echo"/>.</summary>
    [Id(10)]
    public required string Echo { get; init; }
}

/// <summary>Where a response stands.</summary>
public enum ResponseStatus
{
    /// <summary>A background response that no token was generated of.</summary>
    Queued,
    InProgress,
    Completed,

    /// <summary>It ended before its end; the finish reason tells why.</summary>
    Incomplete,
    Failed,
    Cancelled,
}
