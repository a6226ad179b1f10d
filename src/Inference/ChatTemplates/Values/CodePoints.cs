namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>A text as Python counts it: by code point, not by UTF-16 unit.</summary>
internal static class CodePoints
{
    public static int Count(string text)
    {
        var count = text.Length;
        for (var index = 1; index < text.Length; index++)
        {
            if (char.IsSurrogatePair(text[index - 1], text[index]))
                count--;
        }

        return count;
    }

    public static IReadOnlyList<string> Split(string text)
    {
        var points = new List<string>(text.Length);
        for (var index = 0; index < text.Length;)
        {
            var length = index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]) ? 2 : 1;
            points.Add(text.Substring(index, length));
            index += length;
        }

        return points;
    }
}
