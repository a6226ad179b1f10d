using System.Text.Json;

namespace TenantLLM.TestKit;

/// <summary>Recorded traffic between OpenAI's own SDK and its service.</summary>
public static class Recording
{
    /// <summary>Where the recordings lie inside <c>shared/</c>.</summary>
    public const string SharedPath = "openai/recordings";

    /// <summary>The names of all recordings.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateFiles(Workspace.InShared(SharedPath), "*.json", SearchOption.AllDirectories)
        .Select(file => Path.ChangeExtension(Path.GetRelativePath(Workspace.InShared(SharedPath), file), null)).Order(StringComparer.Ordinal);

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

    /// <summary>The exchanges of a recording as they are in its file.</summary>
    public static IEnumerable<JsonElement> Entries(string name)
    {
        var file = File.ReadAllBytes(Workspace.InShared($"{SharedPath}/{name}.json"));
        return JsonDocument.Parse(file).RootElement.GetProperty("Entries").EnumerateArray();
    }

    private static List<JsonElement> Entries(string name, string part) => Entries(name).Select(entry => entry.GetProperty(part)).ToList();
}
