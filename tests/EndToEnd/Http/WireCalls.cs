using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace TenantLLM.EndToEnd.Http;

/// <summary>Requests to any route.</summary>
internal static class WireCalls
{
    /// <summary>Posts a request and returns with the headers of the answer.</summary>
    public static async Task<HttpResponseMessage> PostJsonAsync(
        this HttpClient client, string route, JsonObject request, CancellationToken cancellationToken = default)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, route) { Content = ChatCalls.Json(request.ToJsonString()) };
        return await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Posts a request that succeeds, and reads the answer whole.</summary>
    public static async Task<string> TextAsync(this HttpClient client, string route, JsonObject request)
    {
        using var response = await client.PostJsonAsync(route, request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{(int)response.StatusCode}: {body}");
        return body;
    }

    /// <summary>As <see cref="TextAsync"/>, of an answer that does not stream.</summary>
    public static async Task<JsonElement> BodyAsync(this HttpClient client, string route, JsonObject request)
    {
        using var body = JsonDocument.Parse(await client.TextAsync(route, request));
        return body.RootElement.Clone();
    }
}
