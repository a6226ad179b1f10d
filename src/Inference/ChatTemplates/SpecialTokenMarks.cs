using System.Text;
using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Inference.ChatTemplates;

/// <summary>
/// Keeps what users wrote from becoming special tokens. Before rendering, a mark is put inside every special token's text
/// in a message, so that after it only the template's own markup reads as special tokens; then the marks are removed. The
/// mark is a noncharacter that no text exchanged between programs should hold; where one does, it is escaped, so nothing
/// is lost.
/// </summary>
/// <remarks>
/// A text also gets a mark where it could complete a token together with the template's text around it: where it ends
/// with the beginning of one (<c>…&lt;|im_end</c>) or begins inside one (<c>|im_end|&gt;…</c>). Plain words are left alone there
/// (<c>user</c> in <c>&lt;|user|&gt;</c>): templates compare them. What remains open is a template that itself removes characters
/// from the middle of a user's text or lengthens it before printing.
/// </remarks>
internal sealed class SpecialTokenMarks
{
    private const char MarkCharacter = '\uFDD0';
    private const char EscapeCharacter = '\uFDD1';
    private const char EscapedMark = '\uFDD2';
    private const char EscapedEscape = '\uFDD3';

    private const char Separator = '\0';

    private readonly SpecialTokenTexts _all;
    private readonly SpecialTokenTexts _inAssistantTurns;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _beginnings = Lookup();
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _endings = Lookup();
    private readonly string _joined;
    private readonly int _longest;

    public SpecialTokenMarks(ITokenizer tokenizer, string templateSource)
    {
        var tokens = tokenizer.SpecialTokens;
        // Without case: a template may change it.
        _all = new SpecialTokenTexts(tokens, ignoreCase: true);
        // <think> and </think> in an assistant's earlier turn: templates cut the reasoning out of history by them
        // (content.split('</think>')), and the model wrote them as these very tokens. So tags that the template's source
        // names stay as they are there, and there only; what ends a turn never does.
        _inAssistantTurns = new SpecialTokenTexts(
            tokens.Where(token => !IsTagOfTemplate(token.Key, token.Value, tokenizer, templateSource)), ignoreCase: true);
        foreach (var token in tokens.Keys)
            AddEnds(token);
        _joined = Separator + string.Join(Separator, tokens.Keys);
        _longest = tokens.Keys.Select(token => token.Length).DefaultIfEmpty().Max();
    }

    public static bool IsMark(char character) => character is >= MarkCharacter and <= EscapedEscape;

    /// <summary>Marks a text.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="isAssistantTurn">Whether it is what the model wrote earlier.</param>
    public string Mark(string text, bool isAssistantTurn = false)
    {
        var tokens = isAssistantTurn ? _inAssistantTurns : _all;
        var next = tokens.Find(text, 0, out _, out _);
        var completes = CompletesToken(text);
        var open = Math.Max(0, text.Length - _longest);
        if (next < 0 && !completes && !BeginsTokenAfter(text, open) && text.AsSpan().IndexOfAny(MarkCharacter, EscapeCharacter) < 0)
            return text;

        var output = new StringBuilder(text.Length + 16);
        if (completes)
            output.Append(MarkCharacter);
        for (var index = 0; index < text.Length; index++)
        {
            Append(output, text[index]);
            if (index == next || (index >= open && BeginsToken(text.AsSpan(index))))
                output.Append(MarkCharacter);
            if (index == next)
                next = tokens.Find(text, index + 1, out _, out _);
        }

        return output.ToString();
    }

    /// <summary>The text without its marks.</summary>
    public static string Unmark(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny(MarkCharacter, EscapeCharacter) < 0)
            return text.ToString();
        var output = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var escaped = text[index] == EscapeCharacter && index + 1 < text.Length ? text[index + 1] : '\0';
            if (escaped is EscapedMark or EscapedEscape)
            {
                output.Append(escaped == EscapedMark ? MarkCharacter : EscapeCharacter);
                index++;
            }
            else if (text[index] != MarkCharacter)
            {
                output.Append(text[index]);
            }
        }

        return output.ToString();
    }

    private static void Append(StringBuilder output, char character) => _ = character switch
    {
        MarkCharacter => output.Append(EscapeCharacter).Append(EscapedMark),
        EscapeCharacter => output.Append(EscapeCharacter).Append(EscapedEscape),
        _ => output.Append(character),
    };

    private static bool IsTagOfTemplate(string text, int id, ITokenizer tokenizer, string templateSource) =>
        text.StartsWith('<') && text.EndsWith('>') && text.AsSpan(1, text.Length - 2).IndexOfAny("<|>") < 0
        && id != tokenizer.BeginningOfSequence && !tokenizer.IsEndOfGeneration(id)
        && templateSource.Contains(text, StringComparison.Ordinal);

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup() =>
        new HashSet<string>(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private void AddEnds(string token)
    {
        for (var cut = 1; cut < token.Length; cut++)
        {
            _beginnings.Add(token.AsSpan(0, cut));
            _endings.Add(token.AsSpan(cut));
        }
    }

    /// <summary>Whether a token that began before the text could end in it or go on after it.</summary>
    private bool CompletesToken(string text)
    {
        if (text.Length < _longest && !IsPlain(text) && IsInsideToken(text))
            return true;
        for (var length = 1; length < _longest && length <= text.Length; length++)
        {
            if (_endings.Contains(text.AsSpan(0, length)) && !IsPlain(text.AsSpan(0, length)))
                return true;
        }

        return false;
    }

    // The first character is a separator, so every place found has one before it.
    private bool IsInsideToken(string text)
    {
        for (var at = Find(1); at >= 0; at = Find(at + 1))
        {
            if (_joined[at - 1] != Separator)
                return true;
        }

        return false;

        int Find(int start) => _joined.IndexOf(text, start, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a token begins with all of the text.</summary>
    private bool BeginsToken(ReadOnlySpan<char> text) => _beginnings.Contains(text) && !IsPlain(text);

    private bool BeginsTokenAfter(string text, int start)
    {
        for (; start < text.Length; start++)
        {
            if (BeginsToken(text.AsSpan(start)))
                return true;
        }

        return false;
    }

    private static bool IsPlain(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsLetterOrDigit(character) && character is not ('_' or '-' or ' '))
                return false;
        }

        return true;
    }
}
