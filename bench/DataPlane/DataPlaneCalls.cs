using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace TenantLLM.Bench.DataPlane;

/// <summary>Calls of the data plane, as bytes.</summary>
internal static class DataPlaneCalls
{
    private static ReadOnlySpan<byte> FrameEnd => "\n\n"u8;

    /// <exception cref="InvalidDataException">It was refused.</exception>
    public static async Task<JsonNode> PostAsync(this HttpClient client, string path, JsonObject body)
    {
        using var answer = await client.SendAsync(Message(HttpMethod.Post, path, body));
        return JsonNode.Parse(await ReadAsync(answer))!;
    }

    /// <summary>Streams an answer and counts its frames.</summary>
    public static async Task<int> CountFramesAsync(this HttpClient client, string path, JsonObject body)
    {
        using var answer = await client.SendAsync(Message(HttpMethod.Post, path, body));
        return CountFrames(await ReadAsync(answer));
    }

    /// <summary>How long an answer takes to its last byte.</summary>
    public static async Task<(double Milliseconds, byte[] Body)> TimeAsync(this HttpClient client, string path)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(path);
        var body = await ReadAsync(answer);
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, body);
    }

    public static int CountFrames(ReadOnlySpan<byte> stream) => stream.Count(FrameEnd);

    private static HttpRequestMessage Message(HttpMethod method, string path, JsonObject body) =>
        new(method, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };

    private static async Task<byte[]> ReadAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode
            ? body
            : throw new InvalidDataException($"{answer.RequestMessage!.RequestUri}: {answer.StatusCode} {Encoding.UTF8.GetString(body)}");
    }
}
