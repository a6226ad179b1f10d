using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>JSON as Python's <c>json.loads</c> gives it.</summary>
internal static class JsonValues
{
    // Python's own limit: reading digits takes quadratic time.
    private const int MaxDigits = 4300;

    /// <param name="element">The JSON.</param>
    /// <param name="text">What becomes of each string and key in it.</param>
    public static object? From(JsonElement element, Func<string, string> text) => element.ValueKind switch
    {
        JsonValueKind.Object => Map(element, text),
        JsonValueKind.Array => new SequenceValue([.. element.EnumerateArray().Select(item => From(item, text))]),
        JsonValueKind.String => text(element.GetString()!),
        JsonValueKind.Number => Number(element),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static MapValue Map(JsonElement element, Func<string, string> text)
    {
        var map = new MapValue();
        foreach (var property in element.EnumerateObject())
            map[text(property.Name)] = From(property.Value, text);
        return map;
    }

    private static object Number(JsonElement element)
    {
        var text = element.GetRawText();
        if (text.AsSpan().ContainsAny(".eE"))
            return element.GetDouble();
        if (element.TryGetInt64(out var number))
            return number;
        return text.Length <= MaxDigits ? BigInteger.Parse(text, CultureInfo.InvariantCulture) : element.GetDouble();
    }
}
