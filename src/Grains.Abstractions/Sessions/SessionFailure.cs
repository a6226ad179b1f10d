namespace TenantLLM.Grains.Abstractions.Sessions;

/// <summary>Why an answer failed, in words the client may read.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.SessionFailure")]
public sealed record SessionFailure([property: Id(0)] SessionFailureKind Kind, [property: Id(1)] string Message)
{
    /// <summary>When another try is worth it; null where nobody can tell.</summary>
    [Id(2)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The request's parameter at fault, where it is one.</summary>
    [Id(3)]
    public string? Parameter { get; init; }
}

/// <summary>The kinds of failure the API tells apart.</summary>
public enum SessionFailureKind
{
    /// <summary>No such model here.</summary>
    ModelNotFound,

    /// <summary>The model's chat template refuses these messages.</summary>
    InvalidPrompt,

    /// <summary>The prompt does not fit the context.</summary>
    PromptTooLong,

    /// <summary>The engine has no room, now.</summary>
    Overloaded,

    /// <summary>The reader fell too far behind.</summary>
    ReaderTooSlow,

    /// <summary>The server's fault.</summary>
    Internal,

    /// <summary>The model cannot do what the request asks for.</summary>
    Unsupported,

    /// <summary>The model is known and cannot answer now: it failed to load, it stalled, or its server is away.</summary>
    Unavailable,

    /// <summary>The request ran longer than it may.</summary>
    DeadlineExceeded,

    /// <summary>What the request continues or asks for is not there.</summary>
    NotFound,

    /// <summary>Another response of the conversation is being generated.</summary>
    Locked,

    /// <summary>The response was cancelled.</summary>
    Cancelled,

    /// <summary>The model's embeddings are shorter than what was asked for.</summary>
    TooManyDimensions,

    /// <summary>The database cannot be used now: what was asked for may be done, or not.</summary>
    StorageUnavailable,
}
