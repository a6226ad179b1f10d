namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>What Python's <c>str.isspace</c> calls white space: .NET's and the four separators U+001C to U+001F.</summary>
internal static class Whitespace
{
    public static char[] Characters { get; } = [.. Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(Is)];

    public static bool Is(char character) => char.IsWhiteSpace(character) || character is >= '\u001c' and <= '\u001f';
}
