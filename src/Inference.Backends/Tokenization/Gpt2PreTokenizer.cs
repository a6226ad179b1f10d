namespace TenantLLM.Inference.Backends.Tokenization;

/// <summary><c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c> of openai/gpt-2.</summary>
/// <param name="digitsAlone">The text is first cut around every <c>\p{N}</c>, as SmolLM's tokenizer does.</param>
internal sealed class Gpt2PreTokenizer(bool digitsAlone) : PreTokenizer
{
    public override int FirstWord(ReadOnlySpan<char> text)
    {
        var contraction = Contraction(text, StringComparison.Ordinal);
        if (contraction > 0)
            return contraction;

        var first = KindAt(text, 0, out var length);
        if (digitsAlone && first == Kind.Number)
            return length;
        var start = text[0] == ' ' ? 1 : 0;
        var kind = start > 0 ? KindAt(text, start, out _) : first;
        if (kind is Kind.Letter or Kind.Other || (kind == Kind.Number && !digitsAlone))
            return EndOfRun(text, start, kind);

        var end = EndOfRun(text, 0, Kind.Space);
        var next = KindAt(text, end, out _);
        return Spaces(text, end, next == Kind.End || (digitsAlone && next == Kind.Number));
    }
}
