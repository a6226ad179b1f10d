using System.Text.Json;
using TenantLLM.TestKit;

namespace TenantLLM.Unit.Wire.Responses;

/// <summary>The words that the alternatives of a schema have for their <c>type</c>.</summary>
internal static class TypeWords
{
    public static IReadOnlyList<string> Of(OpenApiDocument document, string schemaName)
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        Collect(document.Schema(schemaName));
        return [.. words];

        void Collect(JsonElement schema)
        {
            if (schema.TryGetProperty("$ref", out var reference))
                Collect(document.Schema(reference.GetString()!.Split('/')[^1]));
            foreach (var name in new[] { "oneOf", "anyOf", "allOf" })
            {
                if (schema.TryGetProperty(name, out var parts))
                    parts.EnumerateArray().ToList().ForEach(Collect);
            }

            if (schema.TryGetProperty("enum", out var values))
                words.UnionWith(values.EnumerateArray().Select(value => value.GetString()!));
            else if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty("type", out var type))
                Collect(type);
        }
    }
}
