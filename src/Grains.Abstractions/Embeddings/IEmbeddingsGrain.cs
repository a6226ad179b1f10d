namespace TenantLLM.Grains.Abstractions.Embeddings;

/// <summary>Embeds texts for a tenant. Key: the project's id (<c>proj_…</c>). It has no state: any silo's engine will do.</summary>
[Alias("TenantLLM.IEmbeddingsGrain")]
public interface IEmbeddingsGrain : IGrainWithStringKey
{
    /// <summary>Embeds some texts. Failures that a caller can meet are results, not exceptions.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; what is not computed yet never is.</exception>
    // The engine's own deadline ends it sooner, with a result.
    [Alias("Embed"), ResponseTimeout("01:00:00")]
    Task<EmbeddingsResult> EmbedAsync(EmbeddingsRequest request, CancellationToken cancellationToken);
}
