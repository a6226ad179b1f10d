namespace TenantLLM.Storage.StoredCompletions;

/// <summary>A chat completion that its client asked to store. What it was given are items of its conversation; what it said is here, whole,
/// so that a list reads this table alone.</summary>
public sealed record StoredCompletionRow
{
    public required string ProjectId { get; init; }

    /// <summary><c>chatcmpl-…</c>: ids are in the order of their times, and so are lists.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string Model { get; init; }

    public required string ConversationId { get; init; }

    /// <summary>The model's fingerprint.</summary>
    public required string Fingerprint { get; init; }

    public required int PromptTokens { get; init; }

    public required int CachedTokens { get; init; }

    public required int CompletionTokens { get; init; }

    /// <summary>JSON: pairs in the client's order. <see cref="StoredCompletionTagRow"/> finds by them.</summary>
    public required string Metadata { get; init; }

    /// <summary>The API's own text.</summary>
    public required string Echo { get; init; }

    /// <summary>Where the messages it was given stand in the conversation, in their order.</summary>
    public required IReadOnlyList<int> MessagePositions { get; init; }

    /// <summary>What was said, as JSON; the grains know the format.</summary>
    public required string Choices { get; init; }
}
