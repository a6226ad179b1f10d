using System.Net;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using Xunit;

namespace TenantLLM.EndToEnd.Persistence;

/// <summary>Requests that need the database, and what they are answered while it cannot be used.</summary>
internal static class StorageCalls
{
    /// <summary>A short chat that is to be stored.</summary>
    public static JsonObject Stored(int turn)
    {
        var request = ChatCalls.Request($"This is turn number {turn}.");
        request["max_completion_tokens"] = 4;
        request["store"] = true;
        return request;
    }

    /// <returns>The id under which an answer is stored.</returns>
    public static async Task<string> StoreAsync(this HttpClient client, int turn) =>
        (string)JsonNode.Parse(await client.AnswerAsync(Stored(turn)))!["id"]!;

    public static async Task<string> CreateConversationAsync(this HttpClient client)
    {
        using var response = await client.PostAsync("/v1/conversations", ChatCalls.Json("{}"));
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["id"]!;
    }

    /// <returns>The ids of all stored answers, in their order.</returns>
    public static async Task<IEnumerable<string>> ListStoredAsync(this HttpClient client)
    {
        var list = JsonNode.Parse(await client.GetStringAsync($"{ChatCalls.Route}?limit=100"))!;
        return [.. list["data"]!.AsArray().Select(completion => (string)completion!["id"]!).Order()];
    }

    /// <param name="client">Who asks.</param>
    /// <param name="call">What is asked.</param>
    /// <param name="server">Whose log says why it is another answer.</param>
    public static async Task AssertUnavailableAsync(this HttpClient client, Func<Task<HttpResponseMessage>> call, HttpServer? server = null)
    {
        using var response = await call();
        var error = await response.ReadErrorAsync();
        Assert.True(
            (error.Status, error.Type, error.Code) == (503, "service_unavailable_error", "storage_unavailable"),
            $"The answer was {error.Status} {error.Code}: {error.Message}\n{server?.Process.Tail}");
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    /// <summary>A stream that has begun ends with the error.</summary>
    public static async Task AssertStreamFailsAsync(this HttpClient client)
    {
        var request = Stored(100);
        request["stream"] = true;
        using var response = await client.PostChatAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("storage_unavailable", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"finish_reason\":\"stop\"", EventStream.Frames(text)[^1], StringComparison.Ordinal);
    }
}
