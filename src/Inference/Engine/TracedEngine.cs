using System.Runtime.CompilerServices;
using TenantLLM.Inference.Scheduling;

namespace TenantLLM.Inference.Engine;

/// <summary>Gives an engine that has no scheduler of ours the span that every generation has.</summary>
internal sealed class TracedEngine(IInferenceEngine engine) : IInferenceEngine
{
    public ModelInfo Model => engine.Model;

    public bool IsReady => engine.IsReady;

    public Task<EmbeddingResult> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken) =>
        engine.EmbedAsync(request, cancellationToken);

    public Task<PromptTokens> CountTokensAsync(GenerationPrompt prompt, CancellationToken cancellationToken) =>
        engine.CountTokensAsync(prompt, cancellationToken);

    public void Forget(string tenantId) => engine.Forget(tenantId);

    public async IAsyncEnumerable<GenerationUpdate> GenerateAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var trace = new GenerationTrace(request, Model);
        await foreach (var update in engine.GenerateAsync(request, cancellationToken))
        {
            trace.Observe(update);
            yield return update;
        }
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
