using System.Globalization;

namespace TenantLLM.Wire.Errors;

/// <summary>An expected failure in OpenAI's words: what a caller is told and with which status.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">The family, for example <c>invalid_request_error</c>.</param>
/// <param name="Message">A sentence for people.</param>
public sealed partial record ApiError(int Status, string Type, string Message)
{
    private const string InvalidRequestType = "invalid_request_error";

    /// <summary>The JSON path of the field at fault.</summary>
    public string? Param { get; init; }

    /// <summary>What programs compare; null where OpenAI has none.</summary>
    public string? Code { get; init; }

    /// <summary>How long to wait before the next try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Tells SDKs whether another try makes sense, where the status alone would mislead them.</summary>
    public bool? ShouldRetry { get; init; }

    /// <summary>The body.</summary>
    public ErrorEnvelope Envelope => new(new ErrorBody { Message = Message, Type = Type, Param = Param, Code = Code });

    /// <summary>The headers this error brings along.</summary>
    public IEnumerable<KeyValuePair<string, string>> Headers
    {
        get
        {
            if (Status == 401)
                yield return new("WWW-Authenticate", "Bearer");
            if (RetryAfter is { } delay)
            {
                // Whole seconds, never 0: a client would come back at once.
                yield return new("Retry-After", Text(Math.Max(1, (long)Math.Ceiling(delay.TotalSeconds))));
                yield return new("retry-after-ms", Text(Math.Max(1, (long)Math.Ceiling(delay.TotalMilliseconds))));
            }

            if (ShouldRetry is { } shouldRetry)
                yield return new("x-should-retry", shouldRetry ? "true" : "false");
        }
    }

    /// <summary>A request that cannot be served as it stands (400).</summary>
    public static ApiError InvalidRequest(string message, string? param = null, string? code = null) =>
        new(400, InvalidRequestType, message) { Param = param, Code = code };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
