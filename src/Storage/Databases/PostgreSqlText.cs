using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TenantLLM.Storage.Databases;

/// <summary>Text as PostgreSQL can hold it: it refuses the character U+0000, which JSON allows. That one is escaped by U+FFFE, which is
/// no character and escapes itself, too.</summary>
internal sealed class PostgreSqlText() : ValueConverter<string, string>(text => Escape(text), text => Unescape(text))
{
    private const char Mark = '\uFFFE';
    private const char Zero = '0';
    private const char Itself = '1';

    public static string Escape(string text) => text.AsSpan().ContainsAny('\0', Mark)
        ? text.Replace($"{Mark}", $"{Mark}{Itself}", StringComparison.Ordinal).Replace("\0", $"{Mark}{Zero}", StringComparison.Ordinal)
        : text;

    public static string Unescape(string text)
    {
        if (!text.Contains(Mark, StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
            plain.Append(text[index] != Mark ? text[index] : text[++index] == Zero ? '\0' : Mark);
        return plain.ToString();
    }
}
