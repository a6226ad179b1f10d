using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TenantLLM.EndToEnd.Http;
using Xunit;

namespace TenantLLM.EndToEnd.Conformance;

/// <summary>Calls of the endpoints in the table.</summary>
internal static partial class ConformanceCalls
{
    private const string DataPrefix = "data: ";
    private const string EventStreamType = "text/event-stream";

    /// <summary>Sends a body to a route under <c>/v1</c> and reads the answer whole.</summary>
    public static async Task<ConformanceAnswer> CallAsync(
        this HttpClient client, string method, string route, HttpContent? body = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/v1{route}") { Content = body };
        using var response = await client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return new ConformanceAnswer(
            (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType == EventStreamType, text);
    }

    /// <summary>Sends JSON, or nothing where it is null.</summary>
    public static Task<ConformanceAnswer> CallAsync(this HttpClient client, string method, string route, JsonObject? body) =>
        client.CallAsync(method, route, body is null ? null : ChatCalls.Json(body.ToJsonString()));

    /// <summary>Sends the body of a row with other fields, to objects that were made for this call.</summary>
    public static async Task<ConformanceAnswer> CallAsync(this HttpClient client, Endpoint endpoint, string fields = "{}", string query = "")
    {
        var route = await client.WithIdsAsync(endpoint.Path);
        var body = endpoint.Body is null ? null : Merge(endpoint.Body, await client.WithIdsAsync(fields));
        return await client.CallAsync(endpoint.Method, route + query, body);
    }

    /// <summary>The first body with the fields of the others; null removes a field.</summary>
    public static JsonObject Merge(string body, params string[] others)
    {
        var merged = JsonNode.Parse(body)!.AsObject();
        foreach (var (name, value) in others.SelectMany(fields => JsonNode.Parse(fields)!.AsObject()))
        {
            if (value is null)
                merged.Remove(name);
            else
                merged[name] = value.DeepClone();
        }

        return merged;
    }

    /// <summary>A path or JSON with the ids of objects that are made now, where it has <c>{conversation_id}</c> and the like.</summary>
    public static async Task<string> WithIdsAsync(this HttpClient client, string text)
    {
        var ids = new StoredObjects(client);
        foreach (var parameter in IdParameter().Matches(text).Select(match => match.Value))
            text = text.Replace(parameter, await ids.IdAsync(parameter[1..^1]), StringComparison.Ordinal);
        return text;
    }

    /// <summary>A value as a query parameter: an array one by one, an object key by key.</summary>
    public static IEnumerable<string> QueryPairs(string name, JsonNode? value) => value switch
    {
        JsonArray items => items.SelectMany(item => QueryPairs(name, item)),
        JsonObject entries => entries.SelectMany(entry => QueryPairs($"{name}[{Uri.EscapeDataString(entry.Key)}]", entry.Value)),
        _ => [$"{name}={Uri.EscapeDataString($"{value}")}"],
    };

    /// <summary>The JSON of the frames of a stream of any endpoint.</summary>
    public static IReadOnlyList<JsonElement> Frames(string stream) =>
    [
        .. stream.Split('\n').Where(line => line.StartsWith(DataPrefix, StringComparison.Ordinal))
            .Select(line => line[DataPrefix.Length..]).Where(data => data != "[DONE]").Select(Parse),
    ];

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    [GeneratedRegex(@"\{[a-z_]+\}")]
    private static partial Regex IdParameter();
}

/// <summary>An answer as it came.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="IsStream">Whether it is an event stream.</param>
/// <param name="Text">The body.</param>
internal sealed record ConformanceAnswer(int Status, bool IsStream, string Text)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => ConformanceCalls.Parse(Text);

    /// <summary>Its frames, or its body alone.</summary>
    public IReadOnlyList<JsonElement> Parts => IsStream ? ConformanceCalls.Frames(Text) : [Json];

    /// <summary>This, after a look that the call succeeded.</summary>
    public ConformanceAnswer Succeeded(string what)
    {
        Assert.True(Status == 200, $"{what}: {Status} {Text}");
        return this;
    }
}
