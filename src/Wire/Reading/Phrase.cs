namespace TenantLLM.Wire.Reading;

/// <summary>Lists in sentences.</summary>
internal static class Phrase
{
    /// <summary>Quotes and joins: <c>'a'</c>, <c>'a' and 'b'</c>, <c>'a', 'b', and 'c'</c>.</summary>
    public static string List(IReadOnlyList<string> items, string conjunction)
    {
        var quoted = items.Select(item => $"'{item}'").ToList();
        return quoted.Count switch
        {
            1 => quoted[0],
            2 => $"{quoted[0]} {conjunction} {quoted[1]}",
            _ => $"{string.Join(", ", quoted[..^1])}, {conjunction} {quoted[^1]}",
        };
    }
}
