namespace TenantLLM.Grains.Abstractions.Embeddings;

/// <summary>Embeds texts for a tenant, on a silo that hosts the model. It has no state. Key: the project's id, a slash, and a name of
/// <see cref="EmbeddingsKey"/>.</summary>
[Alias("TenantLLM.IEmbeddingsGrain")]
public interface IEmbeddingsGrain : IGrainWithStringKey
{
    /// <summary>Embeds some texts. Failures that a caller can meet are results, not exceptions.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; what is not computed yet never is.</exception>
    // Twice what Orleans waits for others, as some wait in the engine's queue; a caller whose silo has died waits no longer.
    [Alias("Embed"), ResponseTimeout("00:01:00")]
    Task<EmbeddingsResult> EmbedAsync(EmbeddingsRequest request, CancellationToken cancellationToken);
}
