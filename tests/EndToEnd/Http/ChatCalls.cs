using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace TenantLLM.EndToEnd.Http;

/// <summary>Requests to <c>/v1/chat/completions</c>, as bytes on the wire.</summary>
internal static class ChatCalls
{
    public const string Route = "/v1/chat/completions";

    /// <summary>A request of one user message, greedy.</summary>
    public static JsonObject Request(string prompt) => new()
    {
        ["model"] = "demo",
        ["temperature"] = 0,
        ["messages"] = new JsonArray(Message("user", prompt)),
    };

    /// <summary>The same as a stream without obfuscation.</summary>
    public static JsonObject StreamRequest(string prompt, bool includeUsage = false)
    {
        var request = Request(prompt);
        request["stream"] = true;
        request["stream_options"] = new JsonObject { ["include_obfuscation"] = false, ["include_usage"] = includeUsage };
        return request;
    }

    public static JsonObject Message(string role, string content) => new() { ["role"] = role, ["content"] = content };

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    /// <summary>Posts a request and returns with the headers of the answer.</summary>
    public static async Task<HttpResponseMessage> PostChatAsync(
        this HttpClient client, JsonObject request, CancellationToken cancellationToken = default)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, Route) { Content = Json(request.ToJsonString()) };
        return await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Posts a request that succeeds, and reads the answer whole.</summary>
    public static async Task<string> AnswerAsync(this HttpClient client, JsonObject request)
    {
        using var response = await client.PostChatAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{(int)response.StatusCode}: {body}");
        return body;
    }

    /// <summary>What the assistant said to a request that does not stream.</summary>
    public static async Task<string> SayAsync(this HttpClient client, JsonObject request)
    {
        using var body = JsonDocument.Parse(await client.AnswerAsync(request));
        return body.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
    }

    /// <summary>Reads an error; fails unless it is OpenAI's envelope with its four keys.</summary>
    public static async Task<WireError> ReadErrorAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/json", $"{(int)response.StatusCode}: not JSON: {text}");
        using var body = JsonDocument.Parse(text);
        Assert.Equal(["error"], body.RootElement.EnumerateObject().Select(property => property.Name));
        var error = body.RootElement.GetProperty("error");
        Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(property => property.Name));
        return new WireError(
            (int)response.StatusCode,
            error.GetProperty("type").GetString()!,
            error.GetProperty("code").GetString(),
            error.GetProperty("param").GetString(),
            error.GetProperty("message").GetString()!);
    }
}

/// <summary>An error as a client sees it.</summary>
internal sealed record WireError(int Status, string Type, string? Code, string? Param, string Message);
