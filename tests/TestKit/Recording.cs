using System.Text.Json;

namespace TenantLLM.TestKit;

/// <summary>Recorded traffic between OpenAI's own SDK and its service.</summary>
public static class Recording
{
    /// <summary>The responses of a recording, in order: each a JSON body, or an array of the chunks of a stream.</summary>
    /// <param name="name">Test class and file, for example <c>ChatTests/HelloWorldChat</c>.</param>
    public static IReadOnlyList<JsonElement> Responses(string name) => Entries(name, "ResponseBody");

    /// <summary>The request bodies of a recording, in order.</summary>
    public static IReadOnlyList<JsonElement> Requests(string name) => Entries(name, "RequestBody");

    /// <summary>The JSON of the <c>data:</c> frames of a recorded stream, without <c>[DONE]</c>.</summary>
    public static IReadOnlyList<string> Frames(string name) =>
        Responses(name).Single().EnumerateArray()
            .SelectMany(chunk => chunk.GetString()!.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
            .Where(frame => frame.StartsWith("data: {", StringComparison.Ordinal))
            .Select(frame => frame["data: ".Length..])
            .ToList();

    private static List<JsonElement> Entries(string name, string part)
    {
        var file = File.ReadAllBytes(Workspace.InShared($"openai/recordings/{name}.json"));
        var entries = JsonDocument.Parse(file).RootElement.GetProperty("Entries");
        return entries.EnumerateArray().Select(entry => entry.GetProperty(part)).ToList();
    }
}
