using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Embeddings;
using TenantLLM.Grains.Abstractions.Placement;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.Usage;
using TenantLLM.Wire.Embeddings;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Inputs;

namespace TenantLLM.Api.Endpoints.Embeddings;

/// <summary>Embeds the inputs of one request, some at a time: no message to the cluster or back grows with the request.</summary>
internal sealed class EmbeddingCalls(
    IEmbeddingsGrain grain, CreateEmbeddingRequest request, string requestId, BilledTo billedTo, TimeProvider clock)
{
    /// <summary>OpenAI's limit of all inputs together.</summary>
    private const int MostTokens = 300_000;

    private const int MostAttempts = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly List<ReadOnlyMemory<byte>> _vectors = [];

    /// <summary>Tokens of the inputs that are embedded.</summary>
    public int Tokens { get; private set; }

    /// <returns>Why there are no embeddings; null where all are there.</returns>
    public async Task<ApiError?> RunAsync(CancellationToken cancellationToken)
    {
        long known = request.Input.OfType<TextInput.OfTokens>().Sum(input => input.Tokens.Count);
        if (known > MostTokens)
            return ApiError.TooManyTokens(known, MostTokens);
        ModelContext.Set(request.Model);
        foreach (var (part, batch) in EmbeddingBatches.Of(request.Input).Index())
        {
            var asked = EmbeddingMapping.ToGrain(request, batch, requestId) with { Part = part, BilledTo = billedTo };
            var result = await AskAsync(asked, cancellationToken);
            if (result.Failure is { } failure)
                return failure.ToRawError(request.Model, "input");
            _vectors.AddRange(result.Vectors);
            Tokens += result.PromptTokens;
            if (Tokens > MostTokens)
                return ApiError.TooManyTokens(Tokens, MostTokens);
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
        Usage = new EmbeddingUsage(Tokens),
    };

    /// <summary>Asks, and asks again where the grain has moved to another silo.</summary>
    private async Task<EmbeddingsResult> AskAsync(EmbeddingsRequest asked, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await grain.EmbedAsync(asked, cancellationToken);
            if (result.Failure?.Kind != SessionFailureKind.Moved || attempt == MostAttempts)
                return result;
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}
