using TenantLLM.Grains.Abstractions.Inputs;

namespace TenantLLM.Grains.Abstractions.Embeddings;

/// <summary>Texts to embed: no more than fit a message, and than an engine computes in a while.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.EmbeddingsRequest")]
public sealed record EmbeddingsRequest
{
    /// <summary>The model's name, as the client gave it.</summary>
    [Id(0)]
    public required string Model { get; init; }

    [Id(1)]
    public required ImmutableArray<RawInput> Inputs { get; init; }

    /// <summary>Numbers of a vector wanted, at least 1; null: as many as the model gives.</summary>
    [Id(2)]
    public int? Dimensions { get; init; }
}
