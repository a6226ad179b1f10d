using TenantLLM.Api.Errors;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Sessions;

/// <summary>A session's failures in OpenAI's words.</summary>
internal static class SessionFailures
{
    public static ApiError ToError(this SessionFailure failure, string model) => failure.Kind switch
    {
        SessionFailureKind.ModelNotFound => ApiError.ModelNotFound(model),
        SessionFailureKind.InvalidPrompt => ApiError.InvalidRequest(failure.Message, "messages"),
        SessionFailureKind.PromptTooLong => ApiError.InvalidRequest(failure.Message, "messages", "context_length_exceeded"),
        SessionFailureKind.Unsupported => ApiError.InvalidRequest(failure.Message, failure.Parameter, "unsupported_parameter"),
        SessionFailureKind.Overloaded => Busy.After(failure.RetryAfter),
        SessionFailureKind.Unavailable => Busy.ModelUnavailable(model, failure.RetryAfter),
        SessionFailureKind.DeadlineExceeded => ApiError.RequestTimeout(),
        _ => ApiError.ServerError(),
    };
}
