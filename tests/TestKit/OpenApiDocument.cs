using System.Text.Json;
using System.Text.RegularExpressions;

namespace TenantLLM.TestKit;

/// <summary>
/// OpenAI's API document as a judge of what is on the wire. Knows the part of JSON Schema that the document uses, and
/// <c>nullable: true</c>, which the document says 111 times though its version of the language has no such word: a strict validator
/// would reject OpenAI's own traffic. A keyword it does not know is an error, never skipped.
/// </summary>
public sealed partial class OpenApiDocument
{
    /// <summary>Where the document lies inside <c>shared/</c>.</summary>
    public const string SharedPath = "openai/openapi.json";

    private readonly JsonElement _paths;
    private readonly JsonElement _schemas;

    private OpenApiDocument(JsonElement root)
    {
        _paths = root.GetProperty("paths");
        _schemas = root.GetProperty("components").GetProperty("schemas");
    }

    /// <summary>The document of <see cref="SharedPath"/>.</summary>
    public static OpenApiDocument Shared { get; } = new(JsonDocument.Parse(File.ReadAllBytes(Workspace.InShared(SharedPath))).RootElement);

    /// <summary>What is wrong with a value; empty if it is as the schema says.</summary>
    public IReadOnlyList<string> Faults(string schemaName, JsonElement value) => Faults(Schema(schemaName), value);

    /// <inheritdoc cref="Faults(string, JsonElement)"/>
    public IReadOnlyList<string> Faults(JsonElement schema, JsonElement value) => Faults(schema, value, "$").ToList();

    private IEnumerable<string> Faults(JsonElement schema, JsonElement value, string path)
    {
        if (schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean() && value.ValueKind == JsonValueKind.Null)
            return [];
        return schema.EnumerateObject().SelectMany(keyword => Faults(schema, keyword, value, path));
    }

    private IEnumerable<string> Faults(JsonElement schema, JsonProperty keyword, JsonElement value, string path) => keyword.Name switch
    {
        "$ref" => Faults(Resolve(schema), value, path),
        "allOf" => keyword.Value.EnumerateArray().SelectMany(part => Faults(part, value, path)),
        "anyOf" => Fitting(keyword.Value, value, path) > 0 ? [] : [$"{path}: fits no alternative"],
        "oneOf" => Fitting(keyword.Value, value, path) == 1 ? [] : [$"{path}: fits not exactly one alternative"],
        "type" => HasType(keyword.Value, value) ? [] : [$"{path}: is {value.ValueKind}, not {keyword.Value}"],
        "const" => JsonElement.DeepEquals(keyword.Value, value) ? [] : [$"{path}: '{value}' is not allowed"],
        "enum" => keyword.Value.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value))
            ? []
            : [$"{path}: '{value}' is not allowed"],
        "required" when value.ValueKind == JsonValueKind.Object => keyword.Value.EnumerateArray()
            .Where(name => !value.TryGetProperty(name.GetString()!, out _))
            .Select(name => $"{path}: {name} is missing"),
        "properties" when value.ValueKind == JsonValueKind.Object => keyword.Value.EnumerateObject()
            .Where(property => value.TryGetProperty(property.Name, out _))
            .SelectMany(property => Faults(property.Value, value.GetProperty(property.Name), $"{path}.{property.Name}")),
        "items" when value.ValueKind == JsonValueKind.Array => value.EnumerateArray()
            .SelectMany((item, index) => Faults(keyword.Value, item, $"{path}[{index}]")),
        "additionalProperties" when value.ValueKind == JsonValueKind.Object && keyword.Value.ValueKind == JsonValueKind.Object =>
            value.EnumerateObject().Where(property => !IsDeclared(schema, property.Name))
                .SelectMany(property => Faults(keyword.Value, property.Value, $"{path}.{property.Name}")),
        "minItems" when value.ValueKind == JsonValueKind.Array => Limit(value.GetArrayLength() >= Bound(keyword), path, keyword),
        "maxItems" when value.ValueKind == JsonValueKind.Array => Limit(value.GetArrayLength() <= Bound(keyword), path, keyword),
        "minimum" when value.ValueKind == JsonValueKind.Number => Limit(value.GetDouble() >= Bound(keyword), path, keyword),
        "maximum" when value.ValueKind == JsonValueKind.Number => Limit(value.GetDouble() <= Bound(keyword), path, keyword),
        "exclusiveMinimum" when value.ValueKind == JsonValueKind.Number => Limit(value.GetDouble() > Bound(keyword), path, keyword),
        "minLength" when value.ValueKind == JsonValueKind.String => Limit(value.GetString()!.Length >= Bound(keyword), path, keyword),
        "maxProperties" when value.ValueKind == JsonValueKind.Object => Limit(value.EnumerateObject().Count() <= Bound(keyword), path, keyword),
        "pattern" when value.ValueKind == JsonValueKind.String =>
            Limit(Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!), path, keyword),
        "not" => Faults(keyword.Value, value, path).Any() ? [] : [$"{path}: fits what it must not"],
        "maxLength" when value.ValueKind == JsonValueKind.String => Limit(value.GetString()!.Length <= Bound(keyword), path, keyword),
        // The keywords above, met by a value of another type, say nothing.
        "required" or "properties" or "items" or "additionalProperties" => [],
        "minItems" or "maxItems" or "minimum" or "maximum" or "exclusiveMinimum" => [],
        "minLength" or "maxLength" or "maxProperties" or "pattern" => [],
        "nullable" or "description" or "title" or "default" or "example" or "deprecated" or "format" or "discriminator" => [],
        _ when keyword.Name.StartsWith("x-", StringComparison.Ordinal) => [],
        _ => [$"{path}: this validator does not know '{keyword.Name}'"],
    };

    private int Fitting(JsonElement schemas, JsonElement value, string path) =>
        schemas.EnumerateArray().Count(schema => !Faults(schema, value, path).Any());

    private static IEnumerable<string> Limit(bool isMet, string path, JsonProperty keyword) =>
        isMet ? [] : [$"{path}: breaks {keyword.Name} {keyword.Value}"];

    private static double Bound(JsonProperty keyword) => keyword.Value.GetDouble();

    private static bool IsDeclared(JsonElement schema, string name) =>
        schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _);

    private static bool HasType(JsonElement type, JsonElement value) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(one => HasType(one, value))
        : type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && Math.Floor(value.GetDouble()) == value.GetDouble(),
            _ => false,
        };
}
