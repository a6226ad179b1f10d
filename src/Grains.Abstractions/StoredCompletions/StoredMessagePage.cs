using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Grains.Abstractions.StoredCompletions;

/// <summary>Which messages of a stored completion are wanted.</summary>
/// <param name="Limit">The most messages, 1 to 100.</param>
/// <param name="IsDescending">The last message first.</param>
/// <param name="After">The place of the message to begin after, in that order; null: at the beginning.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.StoredMessagePageRequest")]
public sealed record StoredMessagePageRequest(
    [property: Id(0)] int Limit,
    [property: Id(1)] bool IsDescending,
    [property: Id(2)] int? After);

/// <summary>Some messages of a stored completion.</summary>
/// <param name="Messages">In the order that was asked for.</param>
/// <param name="HasMore">Whether there are more after them.</param>
/// <param name="Total">How many messages the completion was given.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.StoredMessagePage")]
public sealed record StoredMessagePage(
    [property: Id(0)] ImmutableArray<GivenMessage> Messages,
    [property: Id(1)] bool HasMore,
    [property: Id(2)] int Total);

/// <summary>A message a completion was given.</summary>
/// <param name="Place">Among all of them, from 0.</param>
/// <param name="Message">The message.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.GivenMessage")]
public sealed record GivenMessage([property: Id(0)] int Place, [property: Id(1)] SessionMessage Message);
