namespace TenantLLM.Grains.Abstractions.Conversations;

/// <summary>Which items of a list are wanted.</summary>
/// <param name="Limit">The most items, 1 to 100.</param>
/// <param name="IsDescending">Newest first.</param>
/// <param name="After">The item to begin after, in that order; null: at the beginning.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.ItemPageRequest")]
public sealed record ItemPageRequest(
    [property: Id(0)] int Limit,
    [property: Id(1)] bool IsDescending,
    [property: Id(2)] string? After);

/// <summary>Some items of a list.</summary>
/// <param name="Items">In the order that was asked for.</param>
/// <param name="HasMore">Whether there are more after them.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.ItemPage")]
public sealed record ItemPage(
    [property: Id(0)] ImmutableArray<ConversationItem> Items,
    [property: Id(1)] bool HasMore);
