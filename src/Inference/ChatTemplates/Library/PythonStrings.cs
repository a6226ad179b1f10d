using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Library;

/// <summary>What Python's <c>str</c> can do, where .NET's does it otherwise.</summary>
internal static class PythonStrings
{
    public static string Strip(string text, Arguments arguments, string name) => text.Trim(Stripped(arguments, name));

    public static char[] Stripped(Arguments arguments, string name) =>
        arguments.Get(0, name, null) is null ? Whitespace.Characters
        : arguments.Text(0, name) is { Length: > 0 } characters ? [.. characters]
        // Nothing to strip; an empty array would mean white space to .NET.
        : ['\uffff'];

    public static string Capitalize(string text) =>
        text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant();

    /// <summary>Capital letters where a word begins, small ones elsewhere.</summary>
    public static string Title(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        var inWord = false;
        for (var index = 0; index < source.Length; index++)
        {
            target[index] = inWord ? char.ToLowerInvariant(source[index]) : char.ToUpperInvariant(source[index]);
            inWord = char.IsLetter(source[index]);
        }
    });

    public static string Replace(Rendering rendering, string text, Arguments arguments)
    {
        var (old, replacement) = (arguments.Text(0, "old"), arguments.Text(1, "new"));
        var limit = arguments.Get(2, "count", null) is null ? -1 : arguments.Integer(2, "count", -1);
        if (old.Length == 0)
            throw ChatTemplateRenderException.Invalid("replace of an empty text is not supported");
        var pieces = Pieces(text, old, limit);
        rendering.Step(pieces.Count);
        rendering.Reserve(text.Length + ((pieces.Count - 1) * ((long)replacement.Length - old.Length)));
        return string.Join(replacement, pieces);
    }

    public static SequenceValue Split(Rendering rendering, string text, Arguments arguments)
    {
        rendering.Scan(text);
        var limit = arguments.Integer(1, "maxsplit", -1);
        if (arguments.Get(0, "sep", null) is null)
            return Result(rendering, Words(text, limit));
        var separator = arguments.Text(0, "sep");
        return separator.Length > 0
            ? Result(rendering, Pieces(text, separator, limit))
            : throw ChatTemplateRenderException.Invalid("empty separator");
    }

    public static SequenceValue SplitFromEnd(Rendering rendering, string text, Arguments arguments)
    {
        rendering.Scan(text);
        var (separator, limit) = (arguments.Text(0, "sep"), arguments.Integer(1, "maxsplit", -1));
        if (separator.Length == 0)
            throw ChatTemplateRenderException.Invalid("empty separator");
        var pieces = new List<string>();
        var end = text.Length;
        while (limit-- != 0 && text.AsSpan(0, end).LastIndexOf(separator, StringComparison.Ordinal) is >= 0 and var at)
        {
            pieces.Add(text[(at + separator.Length)..end]);
            end = at;
        }

        pieces.Add(text[..end]);
        pieces.Reverse();
        return Result(rendering, pieces);
    }

    public static SequenceValue SplitLines(Rendering rendering, string text)
    {
        rendering.Scan(text);
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return Result(rendering, lines[^1].Length == 0 ? lines[..^1] : lines);
    }

    public static SequenceValue Result(Rendering rendering, IReadOnlyList<string> texts)
    {
        rendering.Step(texts.Count);
        rendering.Reserve(texts.Sum(text => (long)text.Length));
        return new SequenceValue([.. texts]);
    }

    private static List<string> Pieces(string text, string separator, long limit)
    {
        var pieces = new List<string>();
        var start = 0;
        while (limit-- != 0 && text.IndexOf(separator, start, StringComparison.Ordinal) is >= 0 and var at)
        {
            pieces.Add(text[start..at]);
            start = at + separator.Length;
        }

        pieces.Add(text[start..]);
        return pieces;
    }

    private static List<string> Words(string text, long limit)
    {
        var words = new List<string>();
        for (var rest = text.TrimStart(Whitespace.Characters); rest.Length > 0; limit--)
        {
            var end = limit == 0 ? -1 : rest.IndexOfAny(Whitespace.Characters);
            words.Add(end < 0 ? (limit == 0 ? rest : rest.TrimEnd(Whitespace.Characters)) : rest[..end]);
            rest = end < 0 ? "" : rest[end..].TrimStart(Whitespace.Characters);
        }

        return words;
    }
}
