namespace TenantLLM.Inference.Engine;

/// <summary>Why a generation failed, in words its caller may read.</summary>
public sealed record GenerationFailure(GenerationFailureKind Kind, string Message)
{
    /// <summary>When another try is worth it; null where the engine cannot tell.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The request's parameter at fault, in OpenAI's words; null where it is none, or not known.</summary>
    public string? Parameter { get; init; }

    /// <summary>A parameter that the model does not have.</summary>
    public static GenerationFailure UnsupportedParameter(string name) => new(
        GenerationFailureKind.Unsupported, $"Unsupported parameter: '{name}' is not supported with this model.")
    {
        Parameter = name,
    };
}

/// <summary>The kinds of failure a caller tells apart.</summary>
public enum GenerationFailureKind
{
    /// <summary>The conversation cannot be rendered by this model's chat template.</summary>
    InvalidPrompt,

    /// <summary>The prompt does not fit the context.</summary>
    PromptTooLong,

    /// <summary>This engine cannot do what the request asks for; the message names it.</summary>
    Unsupported,

    /// <summary>The queue is full, or the request waited in it until its deadline.</summary>
    Overloaded,

    /// <summary>The engine is not ready: it stalled, or its upstream server cannot be reached.</summary>
    Unavailable,

    /// <summary>The request ran longer than it may.</summary>
    DeadlineExceeded,

    /// <summary>The engine is stopping.</summary>
    Stopping,

    /// <summary>The reader fell too far behind.</summary>
    ReaderTooSlow,

    /// <summary>The decoder failed; its log says why.</summary>
    DecoderFailed,
}
