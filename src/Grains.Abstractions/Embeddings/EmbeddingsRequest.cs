using TenantLLM.Grains.Abstractions.Inputs;
using TenantLLM.Grains.Abstractions.Usage;

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

    /// <summary>The id the request is billed under (<c>embd-…</c>).</summary>
    [Id(3)]
    public required string RequestId { get; init; }

    /// <summary>Which call of the request it is, from 0.</summary>
    [Id(4)]
    public int Part { get; init; }

    [Id(5)]
    public BilledTo BilledTo { get; init; }
}
