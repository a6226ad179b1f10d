using System.Collections.Immutable;

namespace TenantLLM.Inference.Engine;

/// <summary>Embeddings, or why there are none.</summary>
/// <param name="Vectors">One of unit length for each input, in their order; empty after a failure.</param>
/// <param name="PromptTokens">Tokens of all inputs.</param>
/// <param name="Failure">Null where it succeeded.</param>
public sealed record EmbeddingResult(
    ImmutableArray<ReadOnlyMemory<float>> Vectors, int PromptTokens, GenerationFailure? Failure = null);
