using System.Text.Json;

namespace TenantLLM.TestKit;

/// <content>Keys that the document does not know: it allows them everywhere, as JSON Schema does unless told otherwise.</content>
public sealed partial class OpenApiDocument
{
    private static readonly string[] KeyWords = ["properties", "allOf", "anyOf", "oneOf", "additionalProperties"];

    /// <summary>The paths of keys in a value that its schema does not declare.</summary>
    public IReadOnlyList<string> Undeclared(JsonElement schema, JsonElement value) => Undeclared([schema], value, "$").ToList();

    private IEnumerable<string> Undeclared(IEnumerable<JsonElement> schemas, JsonElement value, string path)
    {
        var fitting = schemas.SelectMany(schema => Fitting(schema, value)).ToList();
        return value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(property =>
            {
                var declared = fitting.SelectMany(schema => Declared(schema, property.Name)).ToList();
                var place = $"{path}.{property.Name}";
                return declared.Count > 0 ? Undeclared(declared, property.Value, place) : fitting.Any(IsFree) ? [] : [place];
            }),
            JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) =>
                Undeclared(fitting.Select(schema => At(schema, "items")).OfType<JsonElement>(), item, $"{path}[{index}]")),
            _ => [],
        };
    }

    /// <summary>The schemas without alternatives that together describe a value.</summary>
    private IEnumerable<JsonElement> Fitting(JsonElement schema, JsonElement value)
    {
        schema = Resolve(schema);
        var parts = Parts(schema, "allOf").SelectMany(part => Fitting(part, value));
        var alternatives = AlternativesOf(schema)
            .Where(alternative => !Faults(alternative, value, "$").Any())
            .SelectMany(alternative => Fitting(alternative, value));
        return [schema, .. parts, .. alternatives];
    }

    private static IEnumerable<JsonElement> Declared(JsonElement schema, string name)
    {
        if (At(schema, "properties", name) is { } property)
            yield return property;
        else if (At(schema, "additionalProperties") is { ValueKind: JsonValueKind.Object } others)
            yield return others;
    }

    /// <summary>Whether a schema may describe an object and says nothing of its keys.</summary>
    private static bool IsFree(JsonElement schema) =>
        At(schema, "additionalProperties") is { ValueKind: JsonValueKind.True } || KeyWords.All(word => At(schema, word) is null);
}
