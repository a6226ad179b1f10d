using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>JSON as Python's <c>json.loads</c> gives it.</summary>
internal static class JsonValues
{
    // Python's own limit: reading digits takes quadratic time.
    private const int MaxDigits = 4300;

    /// <param name="json">The JSON.</param>
    /// <param name="text">What becomes of each string and key in it.</param>
    /// <exception cref="JsonException">It is not JSON, or its texts are not Unicode.</exception>
    public static object? Parse(string json, Func<string, string> text)
    {
        using var document = JsonDocument.Parse(json);
        return From(document.RootElement, text);
    }

    /// <param name="element">The JSON.</param>
    /// <param name="text">What becomes of each string and key in it.</param>
    /// <exception cref="JsonException">Its texts are not Unicode.</exception>
    public static object? From(JsonElement element, Func<string, string> text) => element.ValueKind switch
    {
        JsonValueKind.Object => Map(element, text),
        JsonValueKind.Array => new SequenceValue([.. element.EnumerateArray().Select(item => From(item, text))]),
        JsonValueKind.String => text(Unicode(element.GetString)),
        JsonValueKind.Number => Number(element),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static MapValue Map(JsonElement element, Func<string, string> text)
    {
        var map = new MapValue();
        foreach (var property in element.EnumerateObject())
            map[text(Unicode(() => property.Name))] = From(property.Value, text);
        return map;
    }

    private static string Unicode(Func<string?> read)
    {
        try
        {
            return read()!;
        }
        catch (InvalidOperationException exception)
        {
            // "\ud800": JSON by its grammar, but half a character.
            throw new JsonException(exception.Message, exception);
        }
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
