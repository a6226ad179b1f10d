using System.Text.Json;
using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Api.Telemetry;

/// <summary>How a request ended.</summary>
internal enum RequestOutcome
{
    Ok,

    /// <summary>The request could not be served as it was, or its caller may not ask.</summary>
    ClientError,

    /// <summary>A limit or a budget refused it.</summary>
    RateLimited,

    /// <summary>There was no room, now.</summary>
    Overloaded,

    ServerError,

    /// <summary>The client left.</summary>
    Cancelled,
}

internal static class RequestOutcomes
{
    public static RequestOutcome Of(HttpContext context, RequestRecord record)
    {
        if (context.RequestAborted.IsCancellationRequested)
            return RequestOutcome.Cancelled;
        return context.Response.StatusCode switch
        {
            StatusCodes.Status429TooManyRequests => RequestOutcome.RateLimited,
            StatusCodes.Status503ServiceUnavailable => RequestOutcome.Overloaded,
            >= 500 => RequestOutcome.ServerError,
            >= 400 => RequestOutcome.ClientError,
            _ => record.Broken ?? RequestOutcome.Ok,
        };
    }

    /// <summary>Of an answer that broke.</summary>
    public static RequestOutcome Of(SessionFailureKind failure) => failure switch
    {
        SessionFailureKind.ReaderTooSlow or SessionFailureKind.Cancelled => RequestOutcome.Cancelled,
        SessionFailureKind.Overloaded or SessionFailureKind.Unavailable or SessionFailureKind.StorageUnavailable => RequestOutcome.Overloaded,
        SessionFailureKind.Internal or SessionFailureKind.DeadlineExceeded or SessionFailureKind.Moved => RequestOutcome.ServerError,
        _ => RequestOutcome.ClientError,
    };

    public static string NameOf(SessionFailureKind failure) => JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.ToString());

    public static string NameOf(RequestOutcome outcome) => JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString());
}
