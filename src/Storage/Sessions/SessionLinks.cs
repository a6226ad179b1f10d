namespace TenantLLM.Storage.Sessions;

/// <summary>How a session's items and responses hang together, without what they say.</summary>
/// <param name="Items">In the order of their positions.</param>
/// <param name="Responses">In no order.</param>
public sealed record SessionLinks(IReadOnlyList<ItemLink> Items, IReadOnlyList<ResponseLink> Responses);

/// <summary>Where an item stands; see <see cref="SessionItemRow"/>.</summary>
public readonly record struct ItemLink(int Position, int? ParentPosition, int? ConversationPosition);

/// <summary>Where a response stands; see <see cref="ResponseRow"/>.</summary>
public readonly record struct ResponseLink(string Id, int? InputEnd, int? End);
