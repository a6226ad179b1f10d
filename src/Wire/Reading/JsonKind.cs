using System.Text.Json;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Wire.Reading;

/// <summary>Names JSON values as OpenAI's messages do.</summary>
internal static class JsonKind
{
    /// <summary>The kind with its article.</summary>
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => IsInteger(value) ? "an integer" : "a decimal",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "null",
    };

    /// <summary>The value as it may be repeated in a message.</summary>
    public static string Show(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? $"'{Echo.Of(value.GetString()!)}'" : Echo.Of(value.GetRawText());

    private static bool IsInteger(JsonElement number) => !number.GetRawText().AsSpan().ContainsAny('.', 'e', 'E');
}
