using System.Text.Json;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Conformance;

/// <summary>A request that OpenAI's own SDK sent, and OpenAI's answer.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Route">Path and query after <c>/v1</c>.</param>
/// <param name="Body">The JSON of the request, or null.</param>
/// <param name="Status">The HTTP status of the answer.</param>
/// <param name="Parts">The body of the answer, or its frames.</param>
internal sealed record RecordedExchange(string Method, string Route, string? Body, int Status, IReadOnlyList<JsonElement> Parts)
{
    private const string Version = "/v1";

    /// <summary>The exchanges of a recording, in order.</summary>
    public static IReadOnlyList<RecordedExchange> Of(string recording) => [.. Recording.Entries(recording).Select(Of)];

    private static RecordedExchange Of(JsonElement entry)
    {
        var (request, answer) = (entry.GetProperty("RequestBody"), entry.GetProperty("ResponseBody"));
        return new RecordedExchange(
            entry.GetProperty("RequestMethod").GetString()!,
            new Uri(entry.GetProperty("RequestUri").GetString()!).PathAndQuery[Version.Length..],
            request.ValueKind == JsonValueKind.Null ? null : request.GetRawText(),
            entry.GetProperty("StatusCode").GetInt32(),
            answer.ValueKind == JsonValueKind.Array ? ConformanceCalls.Frames(Text(answer)) : [answer]);
    }

    private static string Text(JsonElement chunks) => string.Concat(chunks.EnumerateArray().Select(chunk => chunk.GetString()));
}
