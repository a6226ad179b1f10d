using TenantLLM.Grains.Abstractions.Conversations;

namespace TenantLLM.Grains.Abstractions.StoredCompletions;

/// <summary>Which stored completions are wanted.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.StoredCompletionPageRequest")]
public sealed record StoredCompletionPageRequest
{
    /// <summary>The most completions, 1 to 100.</summary>
    [Id(0)]
    public required int Limit { get; init; }

    /// <summary>Newest first.</summary>
    [Id(1)]
    public bool IsDescending { get; init; }

    /// <summary>The id to begin after, in that order, which need not be there any more; null: at the beginning.</summary>
    [Id(2)]
    public string? After { get; init; }

    /// <summary>Only those of this model; null: of any.</summary>
    [Id(3)]
    public string? Model { get; init; }

    /// <summary>Only those that have all these pairs.</summary>
    [Id(4)]
    public ImmutableArray<MetadataEntry> Metadata { get; init; } = [];
}

/// <summary>Some stored completions.</summary>
/// <param name="Completions">In the order that was asked for; fewer than the limit, too, where they are large.</param>
/// <param name="HasMore">Whether there are more after them.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.StoredCompletionPage")]
public sealed record StoredCompletionPage(
    [property: Id(0)] ImmutableArray<StoredCompletion> Completions,
    [property: Id(1)] bool HasMore);
