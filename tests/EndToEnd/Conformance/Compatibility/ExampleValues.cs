using System.Text.Json;
using System.Text.Json.Nodes;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Conformance.Compatibility;

/// <summary>Values that a schema of the API document allows: of every alternative and every word one, the same in every run.</summary>
internal static class ExampleValues
{
    private const int Most = 24;
    private const int DeepestAlternatives = 2;

    private static readonly string[] NumberWords = ["minimum", "maximum", "example"];

    public static IReadOnlyList<JsonNode> Of(JsonElement schema) => [.. Of(schema, 0).Take(Most)];

    private static IEnumerable<JsonNode> Of(JsonElement schema, int depth)
    {
        schema = OpenApiDocument.Shared.Resolve(schema);
        if (schema.TryGetProperty("enum", out var words))
            return words.EnumerateArray().Select(Node);
        if (OpenApiDocument.AlternativesOf(schema).ToList() is { Count: > 0 } alternatives)
            return alternatives.SelectMany(alternative => Of(alternative, depth)).Take(depth < DeepestAlternatives ? Most : 1);
        return OpenApiDocument.TypeOf(schema) switch
        {
            "boolean" => [true, false],
            "integer" or "number" => Numbers(schema),
            "string" => [schema.TryGetProperty("example", out var example) ? Node(example) : "text"],
            "array" => Of(schema.GetProperty("items"), depth + 1).Select(item => new JsonArray(item)),
            "object" => Objects(schema, depth),
            _ => [],
        };
    }

    private static IEnumerable<JsonNode> Numbers(JsonElement schema) =>
        NumberWords.Where(word => schema.TryGetProperty(word, out _))
            .Select(word => schema.GetProperty(word).GetDouble())
            .DefaultIfEmpty(1)
            .Where(number => Math.Abs(number) < long.MaxValue)
            .Select(number => (JsonNode)(OpenApiDocument.TypeOf(schema) == "integer" ? JsonValue.Create((long)number) : JsonValue.Create(number)));

    /// <summary>What it needs alone, then with each other property.</summary>
    private static IEnumerable<JsonNode> Objects(JsonElement schema, int depth)
    {
        var properties = OpenApiDocument.Shared.Properties(schema);
        var required = OpenApiDocument.Shared.Required(schema);
        yield return Least();
        foreach (var (name, property) in properties)
        {
            foreach (var value in Of(property, depth + 1).Skip(required.Contains(name) ? 1 : 0))
            {
                var made = Least();
                made[name] = value.DeepClone();
                yield return made;
            }
        }

        if (schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object)
            yield return new JsonObject(Of(others, depth + 1).Take(1).Select(value => KeyValuePair.Create("1", (JsonNode?)value)));

        JsonObject Least() => new(required.Where(properties.ContainsKey)
            .Select(name => KeyValuePair.Create(name, Of(properties[name], depth + 1).FirstOrDefault()?.DeepClone())));
    }

    private static JsonNode Node(JsonElement json) => JsonNode.Parse(json.GetRawText())!;
}
