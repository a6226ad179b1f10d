namespace TenantLLM.Wire.Errors;

/// <summary>What a client sent, as a message may repeat it: never longer than helps to recognise it.</summary>
internal static class Echo
{
    private const int Longest = 128;

    public static string Of(string text)
    {
        if (text.Length <= Longest)
            return text;
        var end = char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
