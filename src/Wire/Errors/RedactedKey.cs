namespace TenantLLM.Wire.Errors;

/// <summary>A key as an error message may show it.</summary>
internal static class RedactedKey
{
    private const int Head = 8;
    private const int Tail = 4;

    /// <summary>Below this length, head and tail would give away too much of it.</summary>
    private const int ShownFrom = 20;

    private const int LongestMask = 64;

    /// <summary>The first eight and the last four characters with asterisks between them; a short key is all asterisks.</summary>
    public static string Of(string key)
    {
        var masked = key.Length < ShownFrom ? key.Length : key.Length - Head - Tail;
        var mask = new string('*', Math.Min(masked, LongestMask));
        return key.Length < ShownFrom ? mask : $"{key.AsSpan(0, Head)}{mask}{key.AsSpan(key.Length - Tail)}";
    }
}
