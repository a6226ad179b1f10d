namespace TenantLLM.Grains.Abstractions.Conversations;

/// <summary>A conversation without its items.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.StoredConversation")]
public sealed record StoredConversation(
    [property: Id(0)] string Id,
    [property: Id(1)] DateTimeOffset CreatedAt,
    [property: Id(2)] ImmutableArray<MetadataEntry> Metadata);

/// <summary>A pair the client attached to an object; at most 16 of them, in the client's order.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.MetadataEntry")]
public readonly record struct MetadataEntry([property: Id(0)] string Key, [property: Id(1)] string Value);
