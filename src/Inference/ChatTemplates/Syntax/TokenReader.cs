using System.Text;

namespace TenantLLM.Inference.ChatTemplates.Syntax;

/// <summary>Reads one token inside a tag.</summary>
internal static class TokenReader
{
    private static readonly string[] LongOperators = ["//", "**", "==", "!=", "<=", ">="];

    public static Token Read(string source, int start, int line, out int end)
    {
        var first = source[start];
        if (first is '\'' or '"')
            return ReadString(source, start, line, out end);
        if (char.IsAsciiDigit(first))
            return ReadNumber(source, start, line, out end);
        if (first == '_' || char.IsLetter(first))
        {
            end = start;
            while (end < source.Length && (source[end] == '_' || char.IsLetterOrDigit(source[end])))
                end++;
            return new Token(TokenKind.Name, source[start..end], line);
        }

        foreach (var text in LongOperators)
        {
            if (string.CompareOrdinal(source, start, text, 0, 2) == 0)
            {
                end = start + 2;
                return new Token(TokenKind.Operator, text, line);
            }
        }

        if (!"+-*/%~<>=.:|,()[]{}".Contains(first))
            throw new ChatTemplateException($"unexpected character '{first}'", line);
        end = start + 1;
        return new Token(TokenKind.Operator, first.ToString(), line);
    }

    private static Token ReadNumber(string source, int start, int line, out int end)
    {
        end = SkipDigits(source, start);
        var isFloat = false;
        if (end + 1 < source.Length && source[end] == '.' && char.IsAsciiDigit(source[end + 1]))
        {
            isFloat = true;
            end = SkipDigits(source, end + 1);
        }

        if (end < source.Length && source[end] is 'e' or 'E')
        {
            var exponent = end + 1 < source.Length && source[end + 1] is '+' or '-' ? end + 2 : end + 1;
            if (exponent < source.Length && char.IsAsciiDigit(source[exponent]))
            {
                isFloat = true;
                end = SkipDigits(source, exponent);
            }
        }

        if (end < source.Length && char.IsLetter(source[end]))
            throw new ChatTemplateException($"the number '{source[start..(end + 1)]}…' is not supported", line);
        var text = source[start..end].Replace("_", "", StringComparison.Ordinal);
        return new Token(isFloat ? TokenKind.Float : TokenKind.Integer, text, line);
    }

    private static int SkipDigits(string source, int index)
    {
        while (index < source.Length && (char.IsAsciiDigit(source[index]) || source[index] == '_'))
            index++;
        return index;
    }

    private static Token ReadString(string source, int start, int line, out int end)
    {
        var text = new StringBuilder();
        var quote = source[start];
        for (var index = start + 1; index < source.Length;)
        {
            if (source[index] == quote)
            {
                end = index + 1;
                return new Token(TokenKind.String, text.ToString(), line);
            }

            if (source[index] == '\\' && index + 1 < source.Length)
                index = ReadEscape(source, index, line, text);
            else
                text.Append(source[index++]);
        }

        throw new ChatTemplateException("the string is not closed", line);
    }

    /// <summary>Python's escapes; one it does not know keeps its backslash.</summary>
    private static int ReadEscape(string source, int index, int line, StringBuilder text)
    {
        var letter = source[index + 1];
        switch (letter)
        {
            case 'x':
                return ReadHexadecimal(source, index, 2, line, text);
            case 'u':
                return ReadHexadecimal(source, index, 4, line, text);
            case 'U':
                return ReadHexadecimal(source, index, 8, line, text);
            case '\n':
                return index + 2;
            case >= '0' and <= '7':
                var (code, end) = (0, index + 1);
                while (end < source.Length && end < index + 4 && source[end] is >= '0' and <= '7')
                    code = (code * 8) + (source[end++] - '0');
                text.Append((char)code);
                return end;
        }

        var at = "\\'\"abfnrtv".IndexOf(letter, StringComparison.Ordinal);
        if (at < 0)
            text.Append('\\').Append(letter);
        else
            text.Append("\\'\"\a\b\f\n\r\t\v"[at]);
        return index + 2;
    }

    private static int ReadHexadecimal(string source, int index, int digits, int line, StringBuilder text)
    {
        var end = index + 2 + digits;
        if (end > source.Length
            || !int.TryParse(source.AsSpan(index + 2, digits), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code)
            || code is < 0 or > 0x10FFFF)
        {
            throw new ChatTemplateException($"the escape '{source[index..Math.Min(end, source.Length)]}' is not valid", line);
        }

        if (code > char.MaxValue)
            text.Append(char.ConvertFromUtf32(code));
        else
            text.Append((char)code);
        return end;
    }
}
