using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Conformance.Fuzzing;

/// <summary>Makes values that a schema of the API document allows.</summary>
internal sealed class SchemaValues(PCG random)
{
    private const int DeepestObject = 5;
    private const int MostItems = 3;
    private const int LongestText = 20;

    private static readonly Gen<string> Texts = Gen.String[0, LongestText];

    /// <summary>A value.</summary>
    public JsonNode? Of(JsonElement schema, int depth = 0)
    {
        schema = OpenApiDocument.Shared.Resolve(schema);
        if (IsNullable(schema) && random.OneIn(8))
            return null;
        if (schema.TryGetProperty("const", out var only))
            return Node(only);
        if (schema.TryGetProperty("enum", out var words))
            return Node(random.Pick([.. words.EnumerateArray()]));
        return OpenApiDocument.AlternativesOf(schema).ToList() is { Count: > 0 } alternatives
            ? Of(Alternative(alternatives, depth), depth)
            : OfType(schema, depth);
    }

    private JsonNode? OfType(JsonElement schema, int depth) => OpenApiDocument.TypeOf(schema) switch
    {
        "string" => Text(schema),
        "integer" => JsonValue.Create((long)Number(schema)),
        "number" => JsonValue.Create(Number(schema)),
        "boolean" => JsonValue.Create(random.OneIn(2)),
        "array" => Array(schema, depth),
        "object" => Object(schema, depth),
        _ => null,
    };

    private JsonArray Array(JsonElement schema, int depth)
    {
        var least = (int)Bound(schema, "minItems", 0);
        var most = (int)Math.Min(Bound(schema, "maxItems", MostItems), Math.Max(least, depth < DeepestObject ? MostItems : 0));
        var items = schema.TryGetProperty("items", out var found) ? found : schema;
        return [.. Enumerable.Range(0, least + (int)random.Next((uint)(most - least + 1))).Select(_ => Of(items, depth + 1))];
    }

    private JsonObject Object(JsonElement schema, int depth)
    {
        var made = new JsonObject();
        var required = OpenApiDocument.Shared.Required(schema);
        foreach (var (name, property) in OpenApiDocument.Shared.Properties(schema))
        {
            if (required.Contains(name) || (depth < DeepestObject && random.OneIn(3)))
                made[name] = Of(property, depth + 1);
        }

        if (schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object)
        {
            for (var count = random.Next(MostItems); count > 0; count--)
                made[random.Next(Texts)] = Of(others, depth + 1);
        }

        return made;
    }

    /// <summary>Any of them; far down one that ends soon.</summary>
    private JsonElement Alternative(IReadOnlyList<JsonElement> alternatives, int depth) => depth < DeepestObject
        ? random.Pick(alternatives)
        : alternatives.MinBy(alternative => OpenApiDocument.TypeOf(OpenApiDocument.Shared.Resolve(alternative)) is "object" or "array" or "" ? 1 : 0);

    private string Text(JsonElement schema)
    {
        if (schema.TryGetProperty("example", out var example) && example.ValueKind == JsonValueKind.String && random.OneIn(2))
            return example.GetString()!;
        var text = random.Next(Texts);
        return text[..(int)Math.Min(text.Length, Bound(schema, "maxLength", LongestText))];
    }

    private double Number(JsonElement schema)
    {
        var least = Bound(schema, "minimum", -1);
        var most = Bound(schema, "maximum", least + 100);
        return random.Pick([least, most, least + ((most - least) * random.Next(100) / 100), Math.Clamp(1, least, most)]);
    }

    private static double Bound(JsonElement schema, string word, double otherwise) =>
        schema.TryGetProperty(word, out var bound) ? bound.GetDouble() : otherwise;

    private static bool IsNullable(JsonElement schema) => schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean();

    private static JsonNode? Node(JsonElement json) => JsonNode.Parse(json.GetRawText());
}
