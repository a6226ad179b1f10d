
namespace TenantLLM.Inference.Engine;

/// <summary>Turns conversations and other prompts into streams of text for one model. Local models are a decoder under the scheduler;
/// an upstream server implements this directly.</summary>
public interface IInferenceEngine : IAsyncDisposable
{
    /// <summary>What callers may know of the model.</summary>
    ModelInfo Model { get; }

    /// <summary>Whether it can take requests now; false while it recovers from a stall or its upstream server is away.</summary>
    bool IsReady { get; }

    /// <summary>Embeds texts. Failures that a caller can meet are results, not exceptions.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<EmbeddingResult> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken);

    /// <summary>How many tokens a prompt has; nothing is computed. Failures that a caller can meet are results, not
    /// exceptions: a prompt so long that it is not worth encoding is <see cref="GenerationFailureKind.PromptTooLong"/>.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<PromptTokens> CountTokensAsync(GenerationPrompt prompt, CancellationToken cancellationToken);

    /// <summary>Drops what is kept of a tenant's finished requests for its next ones. What runs goes on.</summary>
    void Forget(string tenantId);

    /// <summary>Generates an answer to <paramref name="request"/>.</summary>
    /// <returns>
    /// First <see cref="GenerationUpdate.Started"/> or <see cref="GenerationUpdate.Failed"/>; then text and finish updates of
    /// the choices; last <see cref="GenerationUpdate.Completed"/>, or <see cref="GenerationUpdate.Failed"/> if it broke on the
    /// way. Failures that a caller can meet are updates, not exceptions.
    /// </returns>
    /// <exception cref="OperationCanceledException">The token was cancelled; the sequence is freed at the next step.</exception>
    IAsyncEnumerable<GenerationUpdate> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken);
}
