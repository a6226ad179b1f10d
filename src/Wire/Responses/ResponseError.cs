using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Responses;

/// <summary>Why a response failed.</summary>
/// <param name="Code">One of <see cref="ResponseErrorCodes"/>.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record ResponseError(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("message")] string Message);

/// <summary>Those of the API's codes that can happen here.</summary>
public static class ResponseErrorCodes
{
    public const string ServerError = "server_error";
    public const string RateLimitExceeded = "rate_limit_exceeded";
    public const string InvalidPrompt = "invalid_prompt";
}

/// <summary>Why a response is incomplete.</summary>
/// <param name="Reason"><see cref="MaxOutputTokens"/> or <see cref="ContentFilter"/>.</param>
public sealed record IncompleteDetails([property: JsonPropertyName("reason")] string Reason)
{
    public static IncompleteDetails MaxOutputTokens { get; } = new("max_output_tokens");

    public static IncompleteDetails ContentFilter { get; } = new("content_filter");
}
