using System.Text.Json;

namespace TenantLLM.TestKit;

/// <summary>The shape of a JSON text: keys in order and kinds of values, but no values. Equal shapes look the same to a client.</summary>
public static class JsonShape
{
    /// <summary>For example <c>{id:String,choices:[{index:Number}]}</c>; of an array, the shapes that its items have.</summary>
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().Select(OfProperty))}}}",
        JsonValueKind.Array => $"[{string.Join('|', value.EnumerateArray().Select(Of).Distinct())}]",
        JsonValueKind.True or JsonValueKind.False => "Boolean",
        var kind => kind.ToString(),
    };

    /// <inheritdoc cref="Of(JsonElement)"/>
    public static string Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    private static string OfProperty(JsonProperty property) => $"{property.Name}:{Of(property.Value)}";
}
