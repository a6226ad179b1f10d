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

    private readonly SpecialTokenTexts _all;
    private readonly SpecialTokenTexts _inAssistantTurns;
    private readonly HashSet<string> _beginnings = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _endings = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _inner = new(StringComparer.OrdinalIgnoreCase);
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
            AddParts(token);
        _longest = tokens.Keys.Select(token => token.Length).DefaultIfEmpty().Max();
    }

    public static bool IsMark(char character) => character is >= MarkCharacter and <= EscapedEscape;

    /// <summary>Marks a text.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="isAssistantTurn">Whether it is what the model wrote earlier.</param>
    public string Mark(string text, bool isAssistantTurn = false)
    {
        if (text.Length == 0)
            return text;
        var tokens = isAssistantTurn ? _inAssistantTurns : _all;
        var output = new StringBuilder(text.Length + 16);
        if (CompletesToken(text))
            output.Append(MarkCharacter);
        var openEnd = OpenEnd(text);
        var next = tokens.Find(text, 0, out _, out _);
        for (var index = 0; index < text.Length; index++)
        {
            Append(output, text[index]);
            if (index == next || index == openEnd)
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

    private void AddParts(string token)
    {
        for (var start = 0; start < token.Length; start++)
        {
            if (start > 0)
            {
                _beginnings.Add(token[..start]);
                _endings.Add(token[start..]);
            }

            for (var length = 1; start > 0 && start + length < token.Length; length++)
                _inner.Add(token.Substring(start, length));
        }
    }

    private bool CompletesToken(string text)
    {
        if (_inner.Contains(text) && !IsPlain(text))
            return true;
        for (var length = 1; length <= Math.Min(text.Length, _longest - 1); length++)
        {
            if (_endings.Contains(text[..length]) && !IsPlain(text[..length]))
                return true;
        }

        return false;
    }

    /// <summary>Where the beginning of a token that ends the text starts; -1 where there is none.</summary>
    private int OpenEnd(string text)
    {
        for (var start = Math.Max(0, text.Length - _longest + 1); start < text.Length; start++)
        {
            if (_beginnings.Contains(text[start..]) && !IsPlain(text[start..]))
                return start;
        }

        return -1;
    }

    private static bool IsPlain(string text) => text.All(character => char.IsLetterOrDigit(character) || character is '_' or '-' or ' ');
}
