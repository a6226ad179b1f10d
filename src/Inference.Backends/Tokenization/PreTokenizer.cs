using System.Globalization;
using System.Text;

namespace TenantLLM.Inference.Backends.Tokenization;

/// <summary>
/// Cuts text into the words that byte-pair merges stay within. The models define this as regular expressions over code
/// points; these are scanned by hand, because .NET's expressions see UTF-16 units, where a letter beyond U+FFFF is no letter.
/// </summary>
internal abstract class PreTokenizer
{
    /// <summary>The length of the first word of <paramref name="text"/>, which is not empty, in UTF-16 units.</summary>
    public abstract int FirstWord(ReadOnlySpan<char> text);

    /// <summary>The kinds of code point the expressions tell apart.</summary>
    protected enum Kind
    {
        /// <summary>The end of the text.</summary>
        End,

        /// <summary><c>\p{L}</c>.</summary>
        Letter,

        /// <summary><c>\p{N}</c>.</summary>
        Number,

        /// <summary><c>\s</c>.</summary>
        Space,

        /// <summary><c>[^\s\p{L}\p{N}]</c>; half a surrogate pair, read as U+FFFD, too.</summary>
        Other,
    }

    /// <summary>The kind of the code point at a place, and its length in UTF-16 units.</summary>
    protected static Kind KindAt(ReadOnlySpan<char> text, int at, out int length)
    {
        length = 0;
        if (at >= text.Length)
            return Kind.End;
        Rune.DecodeFromUtf16(text[at..], out var rune, out length);
        if (Rune.IsWhiteSpace(rune))
            return Kind.Space;
        return Rune.GetUnicodeCategory(rune) switch
        {
            <= UnicodeCategory.OtherLetter => Kind.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Number,
            _ => Kind.Other,
        };
    }

    /// <summary>Where a run of code points of a kind ends.</summary>
    protected static int EndOfRun(ReadOnlySpan<char> text, int at, Kind kind)
    {
        while (KindAt(text, at, out var length) == kind)
            at += length;
        return at;
    }

    /// <summary>The length of <c>'s|'t|'re|'ve|'m|'ll|'d</c> at the start, else 0.</summary>
    protected static int Contraction(ReadOnlySpan<char> text, StringComparison comparison)
    {
        if (text[0] != '\'')
            return 0;
        foreach (var ending in (ReadOnlySpan<string>)["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"])
        {
            if (text.StartsWith(ending, comparison))
                return ending.Length;
        }

        return 0;
    }

    /// <summary><c>\s+(?!\S)|\s+</c>: a run of spaces leaves its last one to the word that follows.</summary>
    /// <param name="text">Begins with the run.</param>
    /// <param name="end">Where the run ends.</param>
    /// <param name="atEnd">Whether no word follows that could take the last space.</param>
    protected static int Spaces(ReadOnlySpan<char> text, int end, bool atEnd)
    {
        // Every white space is one UTF-16 unit.
        return atEnd || end == 1 ? end : end - 1;
    }
}
