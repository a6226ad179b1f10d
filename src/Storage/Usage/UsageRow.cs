using TenantLLM.Storage.ProjectData;

namespace TenantLLM.Storage.Usage;

/// <summary>
/// A row of the ledger: what a response took and cost, whatever its end. A response is one row; only where it answers several prompts is
/// each prompt a part with its own. Money is in <see cref="Picounits"/>, times are Unix milliseconds.
/// </summary>
[KeptAfterErasure("It is what the project is billed by: figures, without a word of content.", IsUsage = true)]
public sealed record UsageRow
{
    public required string ProjectId { get; init; }

    /// <summary><c>chatcmpl-…</c>, <c>cmpl-…</c>, <c>resp_…</c>, <c>embd-…</c>.</summary>
    public required string ResponseId { get; init; }

    /// <summary>Counts the parts of a request that was computed in several, from 0.</summary>
    public required int Part { get; init; }

    public required UsageKind Kind { get; init; }

    public required string Model { get; init; }

    /// <summary>Null where it was a token.</summary>
    public string? KeyId { get; init; }

    /// <summary>Null where it was a key.</summary>
    public string? UserId { get; init; }

    /// <summary>Null where there is none.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Cached ones included.</summary>
    public long InputTokens { get; init; }

    public long CachedTokens { get; init; }

    public long OutputTokens { get; init; }

    /// <summary>For a token that was computed.</summary>
    public long InputPrice { get; init; }

    /// <summary>For a token that was cached.</summary>
    public long CachedPrice { get; init; }

    /// <summary>For a token that was generated.</summary>
    public long OutputPrice { get; init; }

    public long Cost { get; init; }

    public required long StartedAt { get; init; }

    /// <summary>Never before <see cref="StartedAt"/>, whatever the clock did.</summary>
    public required long EndedAt { get; init; }

    public required UsageOutcome Outcome { get; init; }

    public long InputCost => Picounits.Of(InputTokens - CachedTokens, InputPrice);

    public long CachedCost => Picounits.Of(CachedTokens, CachedPrice);

    public long OutputCost => Picounits.Of(OutputTokens, OutputPrice);

    /// <summary>The row with its cost.</summary>
    public UsageRow Priced() => this with { Cost = InputCost + CachedCost + OutputCost };
}

/// <summary>What computed it. The numbers are on disk.</summary>
public enum UsageKind
{
    Chat = 1,
    Completion = 2,
    Response = 3,
    Embedding = 4,
}

/// <summary>How it ended. The numbers are on disk.</summary>
public enum UsageOutcome
{
    /// <summary>The server died while it was generated.</summary>
    Interrupted = 1,
    Completed = 2,

    /// <summary>The client left or cancelled it.</summary>
    Cancelled = 3,
    Failed = 4,
}
