using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Embeddings;
using TenantLLM.Grains.Abstractions.Usage;
using TenantLLM.Wire.Embeddings;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Inputs;

namespace TenantLLM.Api.Endpoints.Embeddings;

/// <summary>Embeds the inputs of one request, some at a time: no message to the cluster or back grows with the request.</summary>
internal sealed class EmbeddingCalls(IEmbeddingsGrain grain, CreateEmbeddingRequest request, string requestId, BilledTo billedTo)
{
    /// <summary>OpenAI's limit of all inputs together.</summary>
    private const int MostTokens = 300_000;

    private readonly List<ReadOnlyMemory<byte>> _vectors = [];
    private int _tokens;

    /// <returns>Why there are no embeddings; null where all are there.</returns>
    public async Task<ApiError?> RunAsync(CancellationToken cancellationToken)
    {
        long known = request.Input.OfType<TextInput.OfTokens>().Sum(input => input.Tokens.Count);
        if (known > MostTokens)
            return ApiError.TooManyTokens(known, MostTokens);
        foreach (var (part, batch) in EmbeddingBatches.Of(request.Input).Index())
        {
            var asked = EmbeddingMapping.ToGrain(request, batch, requestId) with { Part = part, BilledTo = billedTo };
            var result = await grain.EmbedAsync(asked, cancellationToken);
            if (result.Failure is { } failure)
                return failure.ToRawError(request.Model, "input");
            _vectors.AddRange(result.Vectors);
            _tokens += result.PromptTokens;
            if (_tokens > MostTokens)
                return ApiError.TooManyTokens(_tokens, MostTokens);
        }

        return null;
    }

    public EmbeddingList ToWire() => new()
    {
        Data = [.. _vectors.Select((vector, index) => new EmbeddingObject
        {
            Index = index,
            Embedding = new EmbeddingVector(vector, request.IsBase64),
        })],
        Model = request.Model,
        Usage = new EmbeddingUsage(_tokens),
    };
}
