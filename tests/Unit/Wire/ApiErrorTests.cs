using System.Text.Json;
using TenantLLM.TestKit;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Json;
using Xunit;

namespace TenantLLM.Unit.Wire;

public class ApiErrorTests
{
    private static readonly RateLimitUse Use = new(Limit: 60, Used: 60, Requested: 1, TimeSpan.FromMilliseconds(1200));

    public static TheoryData<ApiError, int, string, string?, string?, string> Errors => new()
    {
        { ApiError.MissingApiKey(), 401, "invalid_request_error", null, "invalid_api_key", "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY)." },
        { ApiError.InvalidApiKey("sk-proj-abcdefghijklmnopqrstuvwxyz"), 401, "invalid_request_error", null, "invalid_api_key", "Incorrect API key provided: sk-proj-**********************wxyz." },
        { ApiError.InvalidApiKey("short"), 401, "invalid_request_error", null, "invalid_api_key", "Incorrect API key provided: *****." },
        { ApiError.MissingScope("model.request"), 403, "invalid_request_error", null, "missing_scope", "You have insufficient permissions for this operation. Missing scopes: model.request." },
        { ApiError.ModelNotAllowed("proj_1", "m"), 403, "invalid_request_error", "model", "model_not_allowed", "Project `proj_1` does not have access to model `m`" },
        { ApiError.ModelNotFound("m"), 404, "invalid_request_error", "model", "model_not_found", "The model `m` does not exist or you do not have access to it." },
        { ApiError.NoSuchModel("fake_id"), 404, "invalid_request_error", "model", "model_not_found", "The model 'fake_id' does not exist" },
        { ApiError.ContextLengthExceeded(8192, 9000), 400, "invalid_request_error", "messages", "context_length_exceeded", "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens. Please reduce the length of the messages." },
        { ApiError.ContextLengthExceeded(4097, 4000, 1000), 400, "invalid_request_error", "messages", "context_length_exceeded", "This model's maximum context length is 4097 tokens. However, you requested 5000 tokens (4000 in the messages, 1000 in the completion). Please reduce the length of the messages or completion." },
        { ApiError.UnknownRoute("POST", "/v1/foo"), 404, "invalid_request_error", null, null, "Invalid URL (POST /v1/foo)" },
        { ApiError.MethodNotAllowed("POST", "/v1/models"), 405, "invalid_request_error", null, null, "Not allowed to POST on /v1/models. (HINT: Perhaps you meant to use a different HTTP method?)" },
        { ApiError.BodyTooLarge(1024), 413, "invalid_request_error", null, null, "The request body is too large. The maximum is 1024 bytes." },
        { ApiError.UnsupportedMediaType("text/plain"), 415, "invalid_request_error", null, "unsupported_content_type", "Unsupported content type: 'text/plain'. This API method only accepts 'application/json' requests, but you specified the header 'Content-Type: text/plain'. Please try again with a supported content type." },
        { ApiError.ConversationLocked(), 409, "invalid_request_error", null, "conversation_locked", "Another process is currently operating on this conversation. Please retry in a few seconds." },
        { ApiError.RequestRateLimitReached("m", "proj_1", Use), 429, "requests", null, "rate_limit_exceeded", "Rate limit reached for m in project proj_1 on requests per min (RPM): Limit 60, Used 60, Requested 1. Please try again in 2s." },
        { ApiError.TokenRateLimitReached("m", "proj_1", Use), 429, "tokens", null, "rate_limit_exceeded", "Rate limit reached for m in project proj_1 on tokens per min (TPM): Limit 60, Used 60, Requested 1. Please try again in 2s." },
        { ApiError.SpendLimitExceeded(), 429, "insufficient_quota", null, "project_spend_limit_exceeded", "You exceeded your current quota, please check your plan and billing details." },
        { ApiError.ServerError(), 500, "server_error", null, null, "The server had an error while processing your request. Sorry about that!" },
        { ApiError.RequestTimeout(), 408, "invalid_request_error", null, "request_timeout", "The request took too long. Please try again, or ask for less at once." },
        { ApiError.ModelUnavailable("m", TimeSpan.FromSeconds(1)), 503, "service_unavailable_error", null, "server_is_overloaded", "The model `m` is currently unavailable, please try again later." },
        { ApiError.Overloaded(TimeSpan.FromSeconds(1)), 503, "service_unavailable_error", null, "server_is_overloaded", "The engine is currently overloaded, please try again later." },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Error_OfEveryKind_IsThis(ApiError error, int status, string type, string? param, string? code, string message) =>
        Assert.Equal((status, type, param, code, message), (error.Status, error.Type, error.Param, error.Code, error.Message));

    [Fact]
    public void Envelope_OfAnError_HasFourKeys() => Assert.Equal(
        """
        {
          "error": {
            "message": "Invalid URL (GET /ü?<'&\">)",
            "type": "invalid_request_error",
            "param": null,
            "code": null
          }
        }
        """.Replace("&\"", "&\\\"", StringComparison.Ordinal),
        Sample.Json(ApiError.UnknownRoute("GET", "/ü?<'&\">").Envelope, WireJson.Bodies.ErrorEnvelope));

    [Fact]
    public void Headers_OfErrors_SayWhatToDo()
    {
        Assert.Equal([new("WWW-Authenticate", "Bearer")], ApiError.MissingApiKey().Headers);
        Assert.Equal([new("Retry-After", "2"), new("retry-after-ms", "1200")], ApiError.RequestRateLimitReached("m", "p", Use).Headers);
        Assert.Equal([new("Retry-After", "1"), new("retry-after-ms", "1")], ApiError.Overloaded(TimeSpan.Zero).Headers);
        Assert.Equal([new("x-should-retry", "false")], ApiError.SpendLimitExceeded().Headers);
        Assert.Empty(ApiError.ServerError().Headers);
    }

    [Fact]
    public void Echo_OfALongName_IsCutBetweenCharacters()
    {
        var message = ApiError.NoSuchModel(string.Concat(Enumerable.Repeat("x", 127)) + "😀 and more").Message;

        Assert.Equal($"The model '{new string('x', 127)}…' does not exist", message);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(6, "6ms")]
    [InlineData(999.2, "1s")]
    [InlineData(1000, "1s")]
    [InlineData(1001, "2s")]
    [InlineData(90_000, "1m30s")]
    [InlineData(360_000, "6m0s")]
    [InlineData(7_322_000, "2h2m2s")]
    public void Duration_InWords_IsAsOpenAIWritesIt(double milliseconds, string expected) =>
        Assert.Equal(expected, WireDuration.Format(TimeSpan.FromMilliseconds(milliseconds)));

    [SharedFact("openai/recordings/ChatTests/AuthFailure.json", "openai/recordings/ModelsTests/GetModelCanParseServiceError.json")]
    public void Errors_BesideOpenAIs_AreTheSame()
    {
        var recordedKey = Recording.Responses("ChatTests/AuthFailure").Single().GetProperty("error");
        var recordedModel = Recording.Responses("ModelsTests/GetModelCanParseServiceError").Single();
        var key = "not-a-re" + new string('x', 26) + "ized";

        Assert.StartsWith(ApiError.InvalidApiKey(key).Message, recordedKey.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.True(JsonElement.DeepEquals(recordedModel, Parse(ApiError.NoSuchModel("fake_id"))));
        Assert.Equal(JsonShape.Of(recordedModel), JsonShape.Of(Parse(ApiError.NoSuchModel("fake_id"))));
    }

    [SharedFact(OpenApiDocument.SharedPath)]
    public void Envelope_OfEveryError_FitsTheDocument() => Assert.All(
        Errors.Select(row => (ApiError)row[0]),
        error => Assert.Empty(OpenApiDocument.Shared.Faults("ErrorResponse", Parse(error))));

    private static JsonElement Parse(ApiError error) =>
        JsonDocument.Parse(Sample.Json(error.Envelope, WireJson.Bodies.ErrorEnvelope)).RootElement;
}
