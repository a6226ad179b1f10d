using TenantLLM.Grains.Abstractions.Conversations;

namespace TenantLLM.Grains.Abstractions.StoredCompletions;

/// <summary>What a chat completion is stored with.</summary>
/// <param name="Metadata">At most 16 pairs.</param>
/// <param name="Echo">What is to be returned with the completion as it is: the API's own text, opaque to the grains.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.CompletionStorage")]
public sealed record CompletionStorage(
    [property: Id(0)] ImmutableArray<MetadataEntry> Metadata,
    [property: Id(1)] string Echo);
