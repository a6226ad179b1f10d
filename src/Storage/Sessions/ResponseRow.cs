namespace TenantLLM.Storage.Sessions;

/// <summary>A stored response; what it was given and what it said are items.</summary>
public sealed record ResponseRow
{
    public required string ProjectId { get; init; }

    public required string SessionId { get; init; }

    /// <summary><c>resp_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name of a response status of the grains.</summary>
    public required string Status { get; init; }

    public required string Model { get; init; }

    public required bool IsBackground { get; init; }

    /// <summary>The last item it was given; null where all were deleted.</summary>
    public int? InputEnd { get; init; }

    /// <summary>Its last item: what continues it follows this one.</summary>
    public int? End { get; init; }

    /// <summary>The API's own text.</summary>
    public required string Echo { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null of one that was being generated when the row was written.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The model's fingerprint; null where it never started.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Why its text ended; null where it was cut off.</summary>
    public string? FinishReason { get; init; }

    public string? FailureKind { get; init; }

    public string? FailureMessage { get; init; }

    public TimeSpan? FailureRetryAfter { get; init; }

    public int PromptTokens { get; init; }

    public int CachedTokens { get; init; }

    public int CompletionTokens { get; init; }

    /// <summary>How its text came, piece by piece; the grains know the format. Null until it has ended.</summary>
    public byte[]? Journal { get; init; }
}
