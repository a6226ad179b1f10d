using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace TenantLLM.Wire.Json;

/// <summary>
/// Escapes what JSON demands (quote, backslash, control characters) and nothing else, as OpenAI does.
/// <see cref="JavaScriptEncoder.UnsafeRelaxedJsonEscaping"/> is not enough: it still writes an emoji as two <c>\u</c> escapes.
/// Its answers are never put into HTML: they are served as <c>application/json</c> with <c>nosniff</c>.
/// </summary>
internal sealed class RawTextEncoder : JavaScriptEncoder
{
    private const int LongestEscape = 6;

    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\', .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    public static RawTextEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => LongestEscape;

    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar is < 0x20 or '"' or '\\' || !Rune.IsValid(unicodeScalar);

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var characters = new ReadOnlySpan<char>(text, textLength);
        var index = 0;
        while (true)
        {
            var next = characters[index..].IndexOfAny(Suspicious);
            if (next < 0)
                return -1;
            index += next;
            // Half a pair is found here so that it is replaced: the writer throws on it otherwise.
            var isPair = index + 1 < textLength && char.IsSurrogatePair(characters[index], characters[index + 1]);
            if (!isPair)
                return index;
            index += 2;
        }
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var escape = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\b' => "\\b",
            '\f' => "\\f",
            < 0x20 => $"\\u{unicodeScalar:x4}",
            _ => new Rune(unicodeScalar).ToString(),
        };
        var fits = escape.TryCopyTo(new Span<char>(buffer, bufferLength));
        numberOfCharactersWritten = fits ? escape.Length : 0;
        return fits;
    }
}
