using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace TenantLLM.EndToEnd.Http;

/// <summary>Requests with JSON in and out.</summary>
internal static class JsonCalls
{
    /// <summary>Sends a request that succeeds.</summary>
    public static async Task<JsonObject> CallAsync(this HttpClient client, HttpMethod method, string path, string? body = null)
    {
        using var response = await client.SendJsonAsync(method, path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{method} {path}: {(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Sends a request that is refused.</summary>
    public static async Task<WireError> FailAsync(this HttpClient client, HttpMethod method, string path, string? body = null)
    {
        using var response = await client.SendJsonAsync(method, path, body);
        Assert.False(response.IsSuccessStatusCode, $"{method} {path} was accepted.");
        return await response.ReadErrorAsync();
    }

    /// <summary>Sends a request and reads its stream of events whole: the data of each.</summary>
    public static async Task<IReadOnlyList<JsonObject>> EventsAsync(
        this HttpClient client, HttpMethod method, string path, string? body = null)
    {
        using var response = await client.SendJsonAsync(method, path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{method} {path}: {(int)response.StatusCode}: {text}");
        return EventStream.NamedEvents(text);
    }

    private static async Task<HttpResponseMessage> SendJsonAsync(this HttpClient client, HttpMethod method, string path, string? body)
    {
        using var message = new HttpRequestMessage(method, path) { Content = body is null ? null : ChatCalls.Json(body) };
        return await client.SendAsync(message);
    }
}
