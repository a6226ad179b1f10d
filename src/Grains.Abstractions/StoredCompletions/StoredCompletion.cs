using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Grains.Abstractions.StoredCompletions;

/// <summary>A chat completion that was stored, without the messages it was given.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.StoredCompletion")]
public sealed record StoredCompletion
{
    /// <summary><c>chatcmpl-…</c>.</summary>
    [Id(0)]
    public required string Id { get; init; }

    [Id(1)]
    public required DateTimeOffset CreatedAt { get; init; }

    [Id(2)]
    public required string Model { get; init; }

    /// <summary>The model's <c>system_fingerprint</c>.</summary>
    [Id(3)]
    public required string Fingerprint { get; init; }

    [Id(4)]
    public required SessionUsage Usage { get; init; }

    [Id(5)]
    public required ImmutableArray<StoredChoice> Choices { get; init; }

    [Id(6)]
    public required ImmutableArray<MetadataEntry> Metadata { get; init; }

    /// <summary><see cref="CompletionStorage.Echo"/>.</summary>
    [Id(7)]
    public required string Echo { get; init; }
}

/// <summary>An answer of a stored completion.</summary>
/// <param name="Text">What was said.</param>
/// <param name="FinishReason">Why it ended.</param>
/// <param name="LogProbs">Of its tokens; null where none were asked for.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.StoredChoice")]
public sealed record StoredChoice(
    [property: Id(0)] string Text,
    [property: Id(1)] SessionFinishReason FinishReason,
    [property: Id(2)] SessionLogProbs? LogProbs);
