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
    public static string Of(string key) => key.Length < ShownFrom
        ? new string('*', key.Length)
        : string.Concat(key.AsSpan(0, Head), new string('*', Math.Min(key.Length - Head - Tail, LongestMask)), key.AsSpan(key.Length - Tail));
}
