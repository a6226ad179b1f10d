namespace TenantLLM.Grains.Abstractions.Sessions;

/// <summary>Why an answer failed, in words the client may read.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.SessionFailure")]
public sealed record SessionFailure([property: Id(0)] SessionFailureKind Kind, [property: Id(1)] string Message);

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
}
