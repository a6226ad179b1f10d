using System.Text.Json;

namespace TenantLLM.TestKit;

/// <content>What schemas say of values.</content>
public sealed partial class OpenApiDocument
{
    private const string ReferencePrefix = "#/components/schemas/";
    private static readonly JsonElement Nothing = JsonDocument.Parse("[]").RootElement;
    private static readonly string[] AlternativeWords = ["anyOf", "oneOf"];

    /// <summary>The schema of this name.</summary>
    public JsonElement Schema(string name) => _schemas.GetProperty(name);

    /// <summary>The properties of an object schema, those it inherits included.</summary>
    public IReadOnlyDictionary<string, JsonElement> Properties(string schemaName) => Properties(Schema(schemaName));

    /// <inheritdoc cref="Properties(string)"/>
    public IReadOnlyDictionary<string, JsonElement> Properties(JsonElement schema)
    {
        var properties = new Dictionary<string, JsonElement>();
        Collect(schema);
        return properties;

        void Collect(JsonElement schema)
        {
            schema = Resolve(schema);
            // Alternatives of an object: mostly itself and null.
            foreach (var part in Parts(schema, "allOf").Concat(Parts(schema, "anyOf")))
                Collect(part);
            if (schema.TryGetProperty("properties", out var own))
            {
                foreach (var property in own.EnumerateObject())
                    properties[property.Name] = property.Value;
            }
        }
    }

    /// <summary>The names of the schemas that a value of this one may have.</summary>
    public IReadOnlyList<string> Alternatives(string schemaName)
    {
        var schema = Schema(schemaName);
        var alternatives = AlternativesOf(schema).Select(NameOf).ToList();
        return alternatives.Count > 0 ? alternatives : [NameOf(schema)];
    }

    /// <summary>The schema itself, where this one only refers to it.</summary>
    public JsonElement Resolve(JsonElement schema) => schema.TryGetProperty("$ref", out _) ? Resolve(Schema(NameOf(schema))) : schema;

    /// <summary>The schemas of which a value fits one.</summary>
    public static IEnumerable<JsonElement> AlternativesOf(JsonElement schema) => AlternativeWords.SelectMany(word => Parts(schema, word));

    /// <summary>The type of a schema: of several the first, else what its keywords are for; empty where none shows.</summary>
    public static string TypeOf(JsonElement schema) => schema.TryGetProperty("type", out var type)
        ? type.ValueKind == JsonValueKind.Array ? type[0].GetString()! : type.GetString()!
        : schema.TryGetProperty("properties", out _) || schema.TryGetProperty("allOf", out _) ? "object" : "";

    /// <summary>The names that an object must have, those it inherits included.</summary>
    public IReadOnlyList<string> Required(JsonElement schema)
    {
        schema = Resolve(schema);
        return [.. Parts(schema, "required").Select(name => name.GetString()!), .. Parts(schema, "allOf").SelectMany(Required)];
    }

    private static JsonElement.ArrayEnumerator Parts(JsonElement schema, string word) =>
        (At(schema, word) ?? Nothing).EnumerateArray();

    private static string NameOf(JsonElement reference) => reference.GetProperty("$ref").GetString()![ReferencePrefix.Length..];
}
