namespace TenantLLM.Inference.ChatTemplates;

/// <summary>Finds special tokens in text, the longest first.</summary>
internal sealed class SpecialTokenTexts
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _ids;
    private readonly System.Buffers.SearchValues<char> _firstCharacters;
    private readonly int[] _lengths;

    public SpecialTokenTexts(IEnumerable<KeyValuePair<string, int>> tokens, bool ignoreCase = false)
    {
        var ids = new Dictionary<string, int>(ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var (text, id) in tokens)
        {
            // No mark fits inside a single character, and none is markup.
            if (text.Length > 1)
                ids.TryAdd(text, id);
        }

        _ids = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _lengths = [.. ids.Keys.Select(text => text.Length).Distinct().OrderDescending()];
        var first = ids.Keys.Select(text => text[0]);
        _firstCharacters = System.Buffers.SearchValues.Create(
            [.. ignoreCase ? first.SelectMany(letter => new[] { char.ToLowerInvariant(letter), char.ToUpperInvariant(letter) }) : first]);
    }

    /// <summary>The first place at or after <paramref name="start"/> where a special token's text begins, the longest there;
    /// -1 where there is none.</summary>
    public int Find(ReadOnlySpan<char> text, int start, out int length, out int id)
    {
        for (var at = start; at < text.Length; at++)
        {
            var next = text[at..].IndexOfAny(_firstCharacters);
            if (next < 0)
                break;
            at += next;
            foreach (var candidate in _lengths)
            {
                if (at + candidate <= text.Length && _ids.TryGetValue(text.Slice(at, candidate), out id))
                {
                    length = candidate;
                    return at;
                }
            }
        }

        (length, id) = (0, -1);
        return -1;
    }
}
