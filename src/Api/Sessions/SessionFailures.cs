using TenantLLM.Api.Errors;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Sessions;

/// <summary>A session's failures in OpenAI's words.</summary>
internal static class SessionFailures
{
    /// <param name="failure">The failure.</param>
    /// <param name="model">The model that was asked for.</param>
    /// <param name="prompt">The request's field that holds the prompt.</param>
    public static ApiError ToError(this SessionFailure failure, string model, string prompt) => failure.Kind switch
    {
        SessionFailureKind.ModelNotFound => ApiError.ModelNotFound(model),
        SessionFailureKind.InvalidPrompt => ApiError.InvalidRequest(failure.Message, prompt),
        SessionFailureKind.PromptTooLong => ApiError.InvalidRequest(failure.Message, prompt, "context_length_exceeded"),
        SessionFailureKind.TooManyDimensions => ApiError.InvalidRequest(failure.Message, "dimensions", "integer_above_max_value"),
        SessionFailureKind.Unsupported => ApiError.InvalidRequest(failure.Message, failure.Parameter, "unsupported_parameter"),
        SessionFailureKind.Overloaded => Busy.After(failure.RetryAfter),
        SessionFailureKind.Unavailable => Busy.ModelUnavailable(model, failure.RetryAfter),
        SessionFailureKind.StorageUnavailable => Busy.StorageUnavailable,
        SessionFailureKind.DeadlineExceeded => ApiError.RequestTimeout(),
        SessionFailureKind.NotFound => ApiError.NotFound(failure.Message),
        SessionFailureKind.Locked => ApiError.ConversationLocked(),
        SessionFailureKind.Cancelled => ApiError.InvalidRequest(failure.Message),
        _ => ApiError.ServerError(),
    };

    /// <summary>Of a raw prompt or a text to embed: what a model does not support is that it takes any.</summary>
    /// <inheritdoc cref="ToError"/>
    public static ApiError ToRawError(this SessionFailure failure, string model, string prompt) =>
        failure.Kind == SessionFailureKind.Unsupported
            ? failure.ToError(model, prompt) with { Param = "model" }
            : failure.ToError(model, prompt);
}
