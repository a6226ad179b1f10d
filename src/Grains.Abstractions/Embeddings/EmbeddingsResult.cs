using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Grains.Abstractions.Embeddings;

/// <summary>Embeddings, or why there are none.</summary>
/// <param name="Vectors">One of unit length for each input, in their order: float32, little-endian. Empty after a failure.</param>
/// <param name="PromptTokens">Tokens of all inputs.</param>
/// <param name="Failure">Null where it succeeded.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.EmbeddingsResult")]
public sealed record EmbeddingsResult(
    [property: Id(0)] ImmutableArray<ReadOnlyMemory<byte>> Vectors,
    [property: Id(1)] int PromptTokens,
    [property: Id(2)] SessionFailure? Failure)
{
    public static EmbeddingsResult Failed(SessionFailure failure) => new([], 0, failure);
}
