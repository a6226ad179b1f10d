using System.Text.Json;
using System.Text.Json.Nodes;
using TenantLLM.TestKit;

namespace TenantLLM.Unit.Wire.Responses;

/// <summary>The document as a judge of responses, but for what OpenAI itself does otherwise: <c>user</c> and <c>usage</c> are null where there
/// is none.</summary>
internal static class ResponseFaults
{
    public static IReadOnlyList<string> Of(string schema, string json)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        var response = node["response"]?.AsObject() ?? node;
        foreach (var name in new[] { "user", "usage" })
        {
            if (response.ContainsKey(name) && response[name] is null)
                response.Remove(name);
        }

        using var document = JsonDocument.Parse(node.ToJsonString());
        return OpenApiDocument.Shared.Faults(schema, document.RootElement.Clone());
    }
}
