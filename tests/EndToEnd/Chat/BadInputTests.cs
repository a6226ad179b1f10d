using System.Net;
using System.Text;
using System.Text.Json;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Chat;

[Collection(StandaloneGroup.Name)]
public class BadInputTests(StandaloneFixture standalone)
{
    private const string Messages = """ "messages":[{"role":"user","content":"Hi"}] """;
    private const string InvalidRequest = "invalid_request_error";

    public static TheoryData<string, int, string?, string?> Bodies => new()
    {
        { "{\"model\":\"demo\",", 400, null, null },
        { "not json", 400, null, null },
        { "\"text\"", 400, "invalid_type", null },
        { "[]", 400, "invalid_type", null },
        { "{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"\\ud800\"}]}", 400, null, null },
        { new string('[', 100_000), 400, null, null },
        { "", 400, null, null },
        { "{}", 400, null, null },
        { $$"""{"model":7,{{Messages}}}""", 400, "invalid_type", "model" },
        { $$"""{"model":"none",{{Messages}}}""", 404, "model_not_found", "model" },
        { $$"""{"model":"none","stream":true,{{Messages}}}""", 404, "model_not_found", "model" },
        { """{"model":"demo"}""", 400, "missing_required_parameter", "messages" },
        { """{"model":"demo","messages":[]}""", 400, "empty_array", "messages" },
        { """{"model":"demo","messages":"Hi"}""", 400, "invalid_type", "messages" },
        { """{"model":"demo","messages":[{"role":"wizard","content":"Hi"}]}""", 400, "invalid_value", "messages[0].role" },
        { """{"model":"demo","messages":[{"role":"user"}]}""", 400, "missing_required_parameter", "messages[0].content" },
        { """{"model":"demo","messages":[{"role":"user","content":7}]}""", 400, "invalid_type", "messages[0].content" },
        { $$"""{"model":"demo","temperature":2.1,{{Messages}}}""", 400, "decimal_above_max_value", "temperature" },
        { $$"""{"model":"demo","temperature":-1,{{Messages}}}""", 400, "decimal_below_min_value", "temperature" },
        { $$"""{"model":"demo","temperature":"hot",{{Messages}}}""", 400, "invalid_type", "temperature" },
        { $$"""{"model":"demo","top_p":1.5,{{Messages}}}""", 400, "decimal_above_max_value", "top_p" },
        { $$"""{"model":"demo","max_completion_tokens":0,{{Messages}}}""", 400, "integer_below_min_value", "max_completion_tokens" },
        { $$"""{"model":"demo","max_tokens":1.5,{{Messages}}}""", 400, "invalid_type", "max_tokens" },
        { $$"""{"model":"demo","stream":"yes",{{Messages}}}""", 400, "invalid_type", "stream" },
        { $$"""{"model":"demo","stream_options":{},{{Messages}}}""", 400, null, "stream_options" },
        { $$"""{"model":"demo","stop":["1","2","3","4","5"],{{Messages}}}""", 400, "array_above_max_length", "stop" },
        { $$"""{"model":"demo","n":129,{{Messages}}}""", 400, "integer_above_max_value", "n" },
        { $$"""{"model":"demo","top_logprobs":1,{{Messages}}}""", 400, null, "top_logprobs" },
        { $$"""{"model":"demo","logit_bias":{"Hi":1},{{Messages}}}""", 400, null, "logit_bias" },
        { $$"""{"model":"demo","logit_bias":{"1":101},{{Messages}}}""", 400, "decimal_above_max_value", "logit_bias.1" },
        { $$"""{"model":"demo","nonsense":1,{{Messages}}}""", 400, null, null },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Body_ThatIsWrong_IsRefusedInOpenAIsWords(string body, int status, string? code, string? param)
    {
        using var response = await standalone.Client.PostAsync(ChatCalls.Route, ChatCalls.Json(body));

        var error = await response.ReadErrorAsync();
        Assert.Equal((status, InvalidRequest, code, param), (error.Status, error.Type, error.Code, error.Param));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Prompt_LongerThanTheContext_IsRefused(bool stream)
    {
        var request = ChatCalls.Request(string.Join(' ', Enumerable.Repeat("apple", 5_000)));
        request["stream"] = stream;
        using var response = await standalone.Client.PostChatAsync(request);

        var error = await response.ReadErrorAsync();
        Assert.Equal((400, InvalidRequest, "context_length_exceeded", "messages"), (error.Status, error.Type, error.Code, error.Param));
        Assert.StartsWith("This model's maximum context length is 1024 tokens.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_OverTheLimit_IsRefused(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ChatCalls.Route)
        {
            Content = ChatCalls.Json(ChatCalls.Request(new string('a', 11 * 1024 * 1024)).ToJsonString()),
        };
        request.Headers.TransferEncodingChunked = chunked;

        // The client waits for "100 Continue": a server that answers at once would else meet a client that still writes.
        request.Headers.ExpectContinue = true;
        using var response = await standalone.Client.SendAsync(request);

        Assert.Equal((413, InvalidRequest), await StatusAndTypeAsync(response));
    }

    [Theory]
    [InlineData("DELETE", ChatCalls.Route)]
    [InlineData("PUT", ChatCalls.Route)]
    [InlineData("DELETE", "/v1/models")]
    public async Task Method_ThatARouteLacks_IsRefused(string method, string route)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), route);
        using var response = await standalone.Client.SendAsync(request);

        Assert.Equal((405, InvalidRequest), await StatusAndTypeAsync(response));
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/v1")]
    [InlineData("POST", "/v1/chat/completion")]
    [InlineData("POST", "/v2/chat/completions")]
    public async Task Route_ThatIsUnknown_IsNotFound(string method, string route)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), route);
        using var response = await standalone.Client.SendAsync(request);

        var error = await response.ReadErrorAsync();
        Assert.Equal((404, InvalidRequest), (error.Status, error.Type));
        Assert.Equal($"Invalid URL ({method} {route})", error.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer sk-wrong")]
    [InlineData("Bearer sk-proj-TEd1UQ1VfL8Z1PGc441NtPPqFWpwtWW144FcO2")]
    // A well-formed key, of a database long gone.
    [InlineData("Bearer sk-proj-TEd1UQ1VfL8Z1PGc441NtPPqFWpwtWW144FcO1")]
    public async Task Key_ThatIsMissingOrWrong_IsRefused(string? authorization)
    {
        using var client = standalone.Server.Client();
        foreach (var (method, route) in new[] { ("GET", "/v1/models"), ("POST", ChatCalls.Route) })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), route);
            if (authorization is not null)
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            using var response = await client.SendAsync(request);

            var error = await response.ReadErrorAsync();
            Assert.Equal((401, InvalidRequest, "invalid_api_key", null), (error.Status, error.Type, error.Code, error.Param));
            Assert.DoesNotContain("VfL8Z1PGc441NtPPqFWpwtWW144", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public async Task ContentType_ThatIsNotJson_IsRefused(string? contentType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ChatCalls.Route)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(ChatCalls.Request("Hi").ToJsonString())),
        };
        if (contentType is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await standalone.Client.SendAsync(request);

        var error = await response.ReadErrorAsync();
        Assert.Equal((415, InvalidRequest, "unsupported_content_type"), (error.Status, error.Type, error.Code));
    }

    [Fact]
    public async Task ContentEncoding_ThatIsNotUnderstood_IsRefused()
    {
        using var content = ChatCalls.Json(ChatCalls.Request("Hi").ToJsonString());
        content.Headers.ContentEncoding.Add("gzip");
        using var response = await standalone.Client.PostAsync(ChatCalls.Route, content);

        // Nothing is decoded: bytes that are JSON as they came are served, others are refused.
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("zzz\r\n{}\r\n")]
    [InlineData("5\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}\r\n-1\r\n\r\n")]
    public async Task Chunks_ThatAreMalformed_AreRefused(string body)
    {
        var answer = await RawAnswerAsync(
            $"POST {ChatCalls.Route} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {standalone.Server.Key}\r\n"
            + $"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{body}");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"error\": {", answer, StringComparison.Ordinal);
        Assert.Contains($"\"type\": \"{InvalidRequest}\"", answer, StringComparison.Ordinal);
    }

    // These never reach us: the HTTP server ends them, with a bare status, as the proxies before OpenAI do.
    [Theory]
    [InlineData("POST /v1/chat/completions HTTP/1.1", "Content-Length: 7, 9")]
    [InlineData("POST /v1/chat/completions HTTP/1.1", "Content-Length: -1")]
    [InlineData("POST /v1/chat/completions HTTP/1.1", "No colon here")]
    [InlineData("GET /v1/%00 HTTP/1.1", "A: b")]
    [InlineData("\u0016\u0003\u0001", "A: b")]
    public async Task Http_ThatIsMalformed_IsRefusedAndTheServerLives(string start, string header)
    {
        Assert.StartsWith("HTTP/1.1 400 ", await RawAnswerAsync($"{start}\r\nHost: x\r\n{header}\r\n\r\n"), StringComparison.Ordinal);
        Assert.NotEmpty(await standalone.Client.SayAsync(ChatCalls.Request("Hello!")));
    }

    [SharedFact(OpenApiDocument.SharedPath)]
    public async Task Errors_OfEveryKind_FitTheDocument()
    {
        using var anonymous = standalone.Server.Client();
        foreach (var send in new Func<Task<HttpResponseMessage>>[]
        {
            () => anonymous.GetAsync("/v1/models"),
            () => standalone.Client.GetAsync("/v1/nowhere"),
            () => standalone.Client.DeleteAsync(ChatCalls.Route),
            () => standalone.Client.PostAsync(ChatCalls.Route, ChatCalls.Json("{")),
        })
        {
            using var response = await send();
            using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            Assert.Empty(OpenApiDocument.Shared.Faults("ErrorResponse", body.RootElement));
        }
    }

    private async Task<string> RawAnswerAsync(string request)
    {
        await using var connection = await RawConnection.OpenAsync(standalone.Server);
        await connection.SendTextAsync(request);
        return await connection.ReadToEndAsync();
    }

    private static async Task<(int Status, string Type)> StatusAndTypeAsync(HttpResponseMessage response)
    {
        var error = await response.ReadErrorAsync();
        return (error.Status, error.Type);
    }
}
