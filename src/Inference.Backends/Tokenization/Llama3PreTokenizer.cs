namespace TenantLLM.Inference.Backends.Tokenization;

/// <summary><c>(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+</c>
/// of Llama 3; Qwen 2 has it with one digit at a time.</summary>
/// <param name="maxDigits">The digits of a word.</param>
internal sealed class Llama3PreTokenizer(int maxDigits) : PreTokenizer
{
    public override int FirstWord(ReadOnlySpan<char> text)
    {
        var contraction = Contraction(text, StringComparison.OrdinalIgnoreCase);
        if (contraction > 0)
            return contraction;

        var kind = KindAt(text, 0, out var length);
        if (kind == Kind.Letter)
            return EndOfRun(text, 0, Kind.Letter);
        if (kind == Kind.Number)
            return Digits(text);
        if (text[0] is not ('\r' or '\n') && KindAt(text, length, out _) == Kind.Letter)
            return EndOfRun(text, length, Kind.Letter);

        var start = text[0] == ' ' ? 1 : 0;
        if (KindAt(text, start, out _) == Kind.Other)
            return EndOfLines(text, EndOfRun(text, start, Kind.Other));

        var end = EndOfRun(text, 0, Kind.Space);
        var lastLine = text[..end].LastIndexOfAny('\r', '\n');
        return lastLine >= 0 ? lastLine + 1 : Spaces(text, end, end == text.Length);
    }

    private int Digits(ReadOnlySpan<char> text)
    {
        var end = 0;
        for (var digits = 0; digits < maxDigits && KindAt(text, end, out var length) == Kind.Number; digits++)
            end += length;
        return end;
    }

    private static int EndOfLines(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is '\r' or '\n')
            at++;
        return at;
    }
}
