using TenantLLM.Api.Inputs;
using TenantLLM.Grains.Abstractions.Embeddings;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Wire.Embeddings;
using TenantLLM.Wire.Inputs;

namespace TenantLLM.Api.Endpoints.Embeddings;

/// <summary>Between OpenAI's embeddings and the vocabulary of grains.</summary>
internal static class EmbeddingMapping
{
    public static AdmissionRequest ToAdmission(CreateEmbeddingRequest request, string requestId) => new()
    {
        ResponseId = requestId,
        Model = request.Model,
        MaxOutputTokens = 0,
        Parts = EmbeddingBatches.Of(request.Input).Count(),
    };

    public static EmbeddingsRequest ToGrain(CreateEmbeddingRequest request, IReadOnlyList<TextInput> inputs, string requestId) => new()
    {
        RequestId = requestId,
        Model = request.Model,
        Inputs = [.. inputs.Select(input => input.ToGrain())],
        Dimensions = request.Dimensions,
    };
}
