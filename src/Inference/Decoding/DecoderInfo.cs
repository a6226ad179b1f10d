namespace TenantLLM.Inference.Decoding;

/// <summary>What a decoder is.</summary>
/// <param name="Description">Architecture, size and compute, for logs: <c>llama 1.3M F16, ONNX Runtime exact</c>.</param>
/// <param name="Fingerprint">Changes with the weights and the backend: <c>fp_</c> and ten hex digits.</param>
/// <param name="ContextLength">Tokens a sequence can hold.</param>
/// <param name="MaxSequences">Sequences that can be held at once, those that wait to be continued included; their numbers are 0 to
/// this, exclusive.</param>
/// <param name="ChatTemplate">The model's Jinja chat template; null where the file has none.</param>
public sealed record DecoderInfo(
    string Description,
    string Fingerprint,
    int ContextLength,
    int MaxSequences,
    string? ChatTemplate)
{
    /// <summary>Sequences that can be in one batch, 1 to <see cref="MaxSequences"/>.</summary>
    public int MaxBatch { get; init; } = MaxSequences;

    /// <summary>Tokens that all sequences can hold together: the KV cache's capacity. A copied prefix counts as often as it is held.</summary>
    public long CacheTokens { get; init; } = (long)ContextLength * MaxSequences;

    /// <summary>Whether prompts and single tokens are computed one after the other though they are in one batch: then a batch for each costs
    /// no more.</summary>
    public bool ComputesPromptsApart { get; init; }

    /// <summary>Finished sequences that may stay beside running ones; fewer where each that stays slows every step.</summary>
    public int MostWarm { get; init; } = MaxSequences;

    /// <summary>Floats of an embedding; 0 where the decoder gives none.</summary>
    public int EmbeddingSize { get; init; }
}
