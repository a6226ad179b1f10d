namespace TenantLLM.Inference.Engine;

/// <summary>Why a generation failed, in words its caller may read.</summary>
public sealed record GenerationFailure(GenerationFailureKind Kind, string Message);

/// <summary>The kinds of failure a caller tells apart.</summary>
public enum GenerationFailureKind
{
    /// <summary>The conversation cannot be rendered by this model's chat template.</summary>
    InvalidPrompt,

    /// <summary>The prompt does not fit the context.</summary>
    PromptTooLong,

    /// <summary>The queue is full.</summary>
    Overloaded,

    /// <summary>The engine is stopping.</summary>
    Stopping,

    /// <summary>The reader fell too far behind.</summary>
    ReaderTooSlow,

    /// <summary>The decoder failed; its log says why.</summary>
    DecoderFailed,
}
