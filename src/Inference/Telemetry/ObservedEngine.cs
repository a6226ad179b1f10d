using System.Diagnostics;
using System.Runtime.CompilerServices;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Telemetry;

/// <summary>An engine whose requests leave spans and durations.</summary>
internal sealed class ObservedEngine(IInferenceEngine engine, EngineMetrics metrics, ContentOptions content, TimeProvider clock)
    : IInferenceEngine
{
    private static readonly ActivitySource Source = new(GenAiConventions.Name);

    public ModelInfo Model => engine.Model;

    public bool IsReady => engine.IsReady;

    public Task<PromptTokens> CountTokensAsync(GenerationPrompt prompt, CancellationToken cancellationToken) =>
        engine.CountTokensAsync(prompt, cancellationToken);

    public void Forget(string tenantId) => engine.Forget(tenantId);

    public async IAsyncEnumerable<GenerationUpdate> GenerateAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var generation = new ObservedGeneration(request, Model, metrics, content.IsCaptured ? new CapturedContent(request) : null, clock);
        await foreach (var update in engine.GenerateAsync(request with { Times = generation.Times }, cancellationToken))
        {
            generation.Observe(update);
            yield return update;
        }
    }

    public async Task<EmbeddingResult> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken)
    {
        var times = new GenerationTimes(clock);
        using var activity = Source.StartActivity(
            ActivityKind.Internal,
            name: $"{GenAiConventions.Embeddings} {Model.Id}",
            tags:
            [
                new(GenAiConventions.OperationName, GenAiConventions.Embeddings),
                new(GenAiConventions.ProviderName, GenAiConventions.Provider),
                new(GenAiConventions.RequestModel, Model.Id),
                new(GenAiConventions.TenantId, request.TenantId),
            ]);
        var error = GenAiConventions.Cancelled;
        try
        {
            var result = await engine.EmbedAsync(request, cancellationToken);
            error = result.Failure is { } failure ? GenAiConventions.NameOf(failure.Kind) : null;
            activity?.SetTag("gen_ai.usage.input_tokens", result.PromptTokens);
            return result;
        }
        finally
        {
            activity?.SetTag(GenAiConventions.ErrorType, error).SetStatus(error is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
            metrics.Record(GenAiConventions.Embeddings, Model, times, error);
        }
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
