namespace TenantLLM.Inference.Engine;

/// <summary>A served model.</summary>
/// <param name="Id">The name requests use.</param>
/// <param name="Fingerprint">Changes when the weights or the backend do: <c>fp_</c> and ten hex digits, as OpenAI's
/// <c>system_fingerprint</c>.</param>
/// <param name="ContextLength">Prompt and answer together, in tokens; 0 where an upstream server does not tell.</param>
/// <param name="Created">When the model file was made; of an upstream server's model, when it was first served here.</param>
public sealed record ModelInfo(string Id, string Fingerprint, int ContextLength, DateTimeOffset Created)
{
    /// <summary>Numbers of an embedding; 0 where it gives none, or an upstream server does not tell.</summary>
    public int EmbeddingSize { get; init; }

    /// <summary>The server that computes it; null where this process does.</summary>
    public Uri? Server { get; init; }
}
