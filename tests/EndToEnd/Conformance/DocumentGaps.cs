using System.Text.Json;
using System.Text.Json.Nodes;

namespace TenantLLM.EndToEnd.Conformance;

/// <summary>Where OpenAI's own traffic is not as its document says, as the recordings show: there ours is as the traffic.</summary>
internal static class DocumentGaps
{
    private static readonly string[] KeysOfResponses = ["frequency_penalty", "presence_penalty", "store", "tool_usage"];
    private static readonly string[] NullsOfResponses = ["usage", "user"];

    /// <summary>A value without the keys that the document has no word of, or no null.</summary>
    public static JsonElement Without(JsonElement value)
    {
        var json = JsonNode.Parse(value.GetRawText())!.AsObject();
        var response = json["response"] as JsonObject ?? json;
        if ((string?)response["object"] == "response")
        {
            foreach (var name in KeysOfResponses.Concat(NullsOfResponses.Where(name => response[name] is null)))
                response.Remove(name);
        }

        // Padding of text against those who measure lengths; the document has it for chat completions only.
        if (((string?)json["type"])?.EndsWith(".delta", StringComparison.Ordinal) == true)
            json.Remove("obfuscation");
        return ConformanceCalls.Parse(json.ToJsonString());
    }
}
