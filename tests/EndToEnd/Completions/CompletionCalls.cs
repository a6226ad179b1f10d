using System.Text.Json;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;

namespace TenantLLM.EndToEnd.Completions;

/// <summary>Requests to <c>/v1/completions</c>.</summary>
internal static class CompletionCalls
{
    public const string Route = "/v1/completions";

    /// <summary>What the demo model's template makes of a question, so that it answers it.</summary>
    public static string Turn(string question) => $"<|im_start|>user\n{question}<|im_end|>\n<|im_start|>assistant\n";

    /// <summary>A greedy request.</summary>
    public static JsonObject Request(JsonNode prompt) => new() { ["model"] = "demo", ["temperature"] = 0, ["prompt"] = prompt };

    public static JsonObject StreamRequest(JsonNode prompt)
    {
        var request = Request(prompt);
        request["stream"] = true;
        request["stream_options"] = new JsonObject { ["include_obfuscation"] = false };
        return request;
    }

    public static Task<JsonElement> CompleteAsync(this HttpClient client, JsonObject request) => client.BodyAsync(Route, request);

    /// <summary>The frames of a stream that succeeds.</summary>
    public static async Task<IReadOnlyList<JsonElement>> FramesAsync(this HttpClient client, JsonObject request) =>
        [.. EventStream.Frames(await client.TextAsync(Route, request)).Select(frame => JsonDocument.Parse(frame).RootElement)];

    /// <summary>The texts of a body's choices, by index.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement body) =>
        [.. body.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("text").GetString()!)];

    /// <summary>The text of one choice of a stream.</summary>
    public static string Text(this IEnumerable<JsonElement> frames, int choice) => string.Concat(frames
        .SelectMany(frame => frame.GetProperty("choices").EnumerateArray())
        .Where(part => part.GetProperty("index").GetInt32() == choice)
        .Select(part => part.GetProperty("text").GetString()));
}
