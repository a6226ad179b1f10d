namespace TenantLLM.Wire.Errors;

/// <content>Limits, load and failures of the server.</content>
public sealed partial record ApiError
{
    private const string RateLimitCode = "rate_limit_exceeded";

    /// <summary>The project has used its requests of the minute (429).</summary>
    public static ApiError RequestRateLimitReached(string model, string project, RateLimitUse use) =>
        RateLimitReached("requests", "requests per min (RPM)", model, project, use);

    /// <summary>The project has used its tokens of the minute (429).</summary>
    public static ApiError TokenRateLimitReached(string model, string project, RateLimitUse use) =>
        RateLimitReached("tokens", "tokens per min (TPM)", model, project, use);

    /// <summary>The project has used its requests of the day (429).</summary>
    public static ApiError DailyRequestLimitReached(string model, string project, RateLimitUse use) =>
        RateLimitReached("requests", "requests per day (RPD)", model, project, use);

    /// <summary>The project runs as many requests as it may at once (429).</summary>
    public static ApiError ConcurrencyLimitReached(string model, string project, RateLimitUse use) =>
        RateLimitReached("requests", "concurrent requests", model, project, use);

    /// <summary>The request needs more tokens than a minute has (429). Another try cannot help.</summary>
    public static ApiError TooManyTokensAtOnce(string model, string project, long limit, long requested) => new(
        429,
        "tokens",
        $"Request too large for {Echo.Of(model)} in project {project} on tokens per min (TPM): Limit {Text(limit)}, Requested {Text(requested)}. "
        + "The input or output tokens must be reduced in order to run successfully.")
    {
        Code = RateLimitCode,
        ShouldRetry = false,
    };

    /// <summary>The project's budget is spent (429). Another try cannot help.</summary>
    public static ApiError SpendLimitExceeded() =>
        new(429, "insufficient_quota", "You exceeded your current quota, please check your plan and billing details.")
        {
            Code = "project_spend_limit_exceeded",
            ShouldRetry = false,
        };

    /// <summary>Another request is writing to the conversation (409).</summary>
    public static ApiError ConversationLocked() =>
        new(409, InvalidRequestType, "Another process is currently operating on this conversation. Please retry in a few seconds.")
        {
            Code = "conversation_locked",
        };

    /// <summary>The server cannot take more work now (503).</summary>
    public static ApiError Overloaded(TimeSpan retryAfter) =>
        new(503, "service_unavailable_error", "The engine is currently overloaded, please try again later.")
        {
            Code = "server_is_overloaded",
            RetryAfter = retryAfter,
        };

    /// <summary>A model that exists cannot answer now (503).</summary>
    public static ApiError ModelUnavailable(string model, TimeSpan retryAfter) =>
        Overloaded(retryAfter) with { Message = $"The model `{Echo.Of(model)}` is currently unavailable, please try again later." };

    /// <summary>The server cannot read or write what it keeps now (503). What was asked for may be done, or not.</summary>
    public static ApiError StorageUnavailable(TimeSpan retryAfter) =>
        Overloaded(retryAfter) with { Message = "The server's storage is currently unavailable, please try again later.", Code = "storage_unavailable" };

    /// <summary>The request ran longer than it may (408).</summary>
    public static ApiError RequestTimeout() =>
        new(408, InvalidRequestType, "The request took too long. Please try again, or ask for less at once.") { Code = "request_timeout" };

    /// <summary>Our own fault (500).</summary>
    public static ApiError ServerError() =>
        new(500, "server_error", "The server had an error while processing your request. Sorry about that!");

    private static ApiError RateLimitReached(string type, string limitName, string model, string project, RateLimitUse use) =>
        new(
            429,
            type,
            $"Rate limit reached for {Echo.Of(model)} in project {project} on {limitName}: Limit {Text(use.Limit)}, Used {Text(use.Used)}, "
            + $"Requested {Text(use.Requested)}. Please try again in {WireDuration.Format(use.RetryAfter)}.")
        {
            Code = RateLimitCode,
            RetryAfter = use.RetryAfter,
        };
}
