using TenantLLM.Api.Inputs;
using TenantLLM.Grains.Abstractions.Embeddings;
using TenantLLM.Wire.Embeddings;
using TenantLLM.Wire.Inputs;

namespace TenantLLM.Api.Endpoints.Embeddings;

/// <summary>Between OpenAI's embeddings and the vocabulary of grains.</summary>
internal static class EmbeddingMapping
{
    public static EmbeddingsRequest ToGrain(CreateEmbeddingRequest request, IReadOnlyList<TextInput> inputs, string requestId) => new()
    {
        RequestId = requestId,
        Model = request.Model,
        Inputs = [.. inputs.Select(input => input.ToGrain())],
        Dimensions = request.Dimensions,
    };
}
