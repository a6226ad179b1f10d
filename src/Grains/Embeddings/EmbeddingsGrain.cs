using Orleans.Concurrency;
using TenantLLM.Grains.Abstractions.Embeddings;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Inputs;
using TenantLLM.Grains.Models;
using TenantLLM.Grains.Placement;
using TenantLLM.Grains.Sessions;
using TenantLLM.Grains.Tenants.Limits;
using TenantLLM.Grains.Usage;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Grains.Embeddings;

/// <summary>Embeds with the silo's engine, whose scheduler decides whose turn it is: calls do not wait for one another here.</summary>
[HostedByModel, Reentrant]
internal sealed class EmbeddingsGrain(
    ModelCatalogue catalogue, SessionPlace place, UsageMetering metering, AnswerSettlement settlement, TimeProvider clock)
    : Grain, IEmbeddingsGrain
{
    private int _running;

    private string ProjectId => SessionKey.Parse(this.GetPrimaryKeyString()).ProjectId;

    public async Task<EmbeddingsResult> EmbedAsync(EmbeddingsRequest request, CancellationToken cancellationToken)
    {
        if (place.Leave(this, request.Model, isBusy: _running > 0) is { } elsewhere)
            return EmbeddingsResult.Failed(elsewhere);
        var tokens = 0;
        _running++;
        try
        {
            return await ComputeAsync(request, taken => tokens = taken, cancellationToken);
        }
        finally
        {
            _running--;
            settlement.Settle(ProjectId, request, tokens);
        }
    }

    private async Task<EmbeddingsResult> ComputeAsync(EmbeddingsRequest request, Action<int> taken, CancellationToken cancellationToken)
    {
        using var lease = await catalogue.AcquireAsync(request.Model, cancellationToken);
        if (lease.Engine is not { } engine)
            return EmbeddingsResult.Failed(lease.ToFailure(request.Model));
        if (engine.Model.EmbeddingSize is > 0 and var size && request.Dimensions > size)
            return TooManyDimensions(request.Model, size);

        var (startedAt, started) = (clock.GetUtcNow(), clock.GetTimestamp());
        var inputs = new EmbeddingRequest
        {
            TenantId = ProjectId,
            Inputs = [.. request.Inputs.Select(input => input.ToEngine())],
        };
        var result = await engine.EmbedAsync(inputs, cancellationToken);
        if (result.Failure is { } failure)
            return EmbeddingsResult.Failed(failure.ToSession());

        taken(result.PromptTokens);
        await metering.WriteAsync(
            inputs.TenantId, request, lease.Price, result.PromptTokens, startedAt, clock.GetElapsedTime(started));

        // An engine on another server does not tell before.
        if (result.Vectors[0].Length is var given && request.Dimensions > given)
            return TooManyDimensions(request.Model, given);
        return new EmbeddingsResult(
            [.. result.Vectors.Select(vector => VectorBytes.Of(vector.Span, request.Dimensions ?? vector.Length))],
            result.PromptTokens,
            Failure: null);
    }

    private static EmbeddingsResult TooManyDimensions(string model, int size) => EmbeddingsResult.Failed(new SessionFailure(
        SessionFailureKind.TooManyDimensions, $"Invalid 'dimensions': the embeddings of the model `{model}` have {size} dimensions."));
}
