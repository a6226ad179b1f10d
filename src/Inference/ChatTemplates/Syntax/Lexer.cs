using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Syntax;

/// <summary>
/// Splits a template into text and the tokens of its tags, with Jinja's rules for white space
/// (<c>jinja2/lexer.py</c>, <c>tokeniter</c>) under trim_blocks and lstrip_blocks.
/// </summary>
internal sealed class Lexer
{
    private readonly string _source;
    private readonly List<Token> _tokens = [];
    private int _position;
    private int _line = 1;

    // Whether what was consumed last ended a line: white space that follows it is an indent.
    private bool _lineStarting = true;

    public Lexer(string source)
    {
        var text = source.ReplaceLineEndings("\n");
        // keep_trailing_newline is off: one newline at the end of the file is the editor's, not the template's.
        _source = text.EndsWith('\n') ? text[..^1] : text;
    }

    public IReadOnlyList<Token> Tokenize()
    {
        while (_position < _source.Length)
        {
            var tag = FindTag(_position);
            if (tag < 0)
            {
                AddData(_source[_position..]);
                Consume(_source.Length);
                break;
            }

            LexTag(tag);
        }

        _tokens.Add(new Token(TokenKind.End, "", _line));
        return _tokens;
    }

    private int FindTag(int from)
    {
        for (var index = _source.IndexOf('{', from); index >= 0 && index + 1 < _source.Length; index = _source.IndexOf('{', index + 1))
        {
            if (_source[index + 1] is '{' or '%' or '#')
                return index;
        }

        return -1;
    }

    private void LexTag(int tag)
    {
        var kind = _source[tag + 1];
        var sign = tag + 2 < _source.Length && _source[tag + 2] is '-' or '+' ? _source[tag + 2] : '\0';
        AddData(Before(tag, kind, sign));
        Consume(tag + (sign == '\0' ? 2 : 3));

        if (kind == '#')
            SkipComment();
        else if (kind == '%' && IsRawBegin(out var rawText))
            LexRaw(rawText);
        else
            LexTokens(kind == '{' ? TokenKind.OutputBegin : TokenKind.BlockBegin, kind == '{' ? "}}" : "%}");
    }

    private string Before(int tag, char kind, char sign)
    {
        var text = _source[_position..tag];
        if (sign == '-')
            return text.TrimEnd(Whitespace.Characters);
        if (sign == '+' || kind == '{')
            return text;
        var lineStart = text.LastIndexOf('\n') + 1;
        return (lineStart > 0 || _lineStarting) && text.AsSpan(lineStart).IndexOfAnyExcept(Whitespace.Characters) < 0
            ? text[..lineStart]
            : text;
    }

    private void SkipComment()
    {
        var end = _source.IndexOf("#}", _position, StringComparison.Ordinal);
        if (end < 0)
            throw new ChatTemplateException("the comment is not closed", _line);
        EndTag(end > _position ? _source[end - 1] : '\0', end + 2);
    }

    /// <summary>Consumes up to <paramref name="end"/> and the white space that the tag's last sign says to drop.</summary>
    private void EndTag(char sign, int end)
    {
        if (sign == '-')
        {
            while (end < _source.Length && Whitespace.Is(_source[end]))
                end++;
        }
        else if (sign != '+' && end < _source.Length && _source[end] == '\n')
        {
            end++;
        }

        Consume(end);
    }

    private bool IsRawBegin(out int text)
    {
        var scan = SkipSpace(_position);
        text = -1;
        if (string.CompareOrdinal(_source, scan, "raw", 0, 3) != 0)
            return false;
        scan = SkipSpace(scan + 3);
        if (scan < _source.Length && _source[scan] is '-' or '+')
            scan++;
        if (string.CompareOrdinal(_source, scan, "%}", 0, 2) != 0)
            return false;
        text = scan + 2;
        return true;
    }

    private void LexRaw(int text)
    {
        // Jinja keeps the newline after 'raw', unlike after other blocks.
        EndTag(_source[text - 3] == '-' ? '-' : '+', text);
        for (var tag = _source.IndexOf("{%", _position, StringComparison.Ordinal); tag >= 0;
            tag = _source.IndexOf("{%", tag + 2, StringComparison.Ordinal))
        {
            var sign = tag + 2 < _source.Length ? _source[tag + 2] : '\0';
            var name = SkipSpace(tag + (sign is '-' or '+' ? 3 : 2));
            if (string.CompareOrdinal(_source, name, "endraw", 0, 6) != 0)
                continue;
            var end = _source.IndexOf("%}", name, StringComparison.Ordinal);
            if (end < 0)
                break;
            AddData(Before(tag, '%', sign));
            EndTag(_source[end - 1], end + 2);
            return;
        }

        throw new ChatTemplateException("'raw' is not closed", _line);
    }

    private int SkipSpace(int index)
    {
        while (index < _source.Length && Whitespace.Is(_source[index]))
            index++;
        return index;
    }

    private void LexTokens(TokenKind begin, string end)
    {
        _tokens.Add(new Token(begin, "", _line));
        var brackets = new Stack<string>();
        while (true)
        {
            Consume(SkipSpace(_position));
            if (_position >= _source.Length)
                throw new ChatTemplateException($"'{end}' is missing", _line);

            // A brace inside brackets closes a dict, never the tag: {{ {'a': {}} }}.
            if (brackets.Count == 0 && TryEndTag(begin, end))
                return;

            var token = TokenReader.Read(_source, _position, _line, out var next);
            if (token.Kind == TokenKind.Operator)
                Balance(brackets, token);
            _tokens.Add(token);
            Consume(next);
        }
    }

    private static void Balance(Stack<string> brackets, Token token)
    {
        var close = token.Text switch
        {
            "(" => ")",
            "[" => "]",
            "{" => "}",
            _ => null,
        };
        if (close is not null)
            brackets.Push(close);
        else if (token.Text is ")" or "]" or "}" && (!brackets.TryPop(out var expected) || expected != token.Text))
            throw new ChatTemplateException($"unexpected {token}", token.Line);
    }

    private bool TryEndTag(TokenKind begin, string end)
    {
        var sign = _source[_position] is '-' or '+' ? _source[_position] : '\0';
        var at = sign == '\0' ? _position : _position + 1;
        if (string.CompareOrdinal(_source, at, end, 0, 2) != 0 || (sign == '+' && begin == TokenKind.OutputBegin))
            return false;
        _tokens.Add(new Token(begin == TokenKind.OutputBegin ? TokenKind.OutputEnd : TokenKind.BlockEnd, "", _line));
        // trim_blocks is about blocks: the newline after an output stays.
        EndTag(sign == '\0' && begin == TokenKind.OutputBegin ? '+' : sign, at + 2);
        return true;
    }

    private void AddData(string text)
    {
        if (text.Length > 0)
            _tokens.Add(new Token(TokenKind.Data, text, _line));
    }

    private void Consume(int end)
    {
        if (end > _position)
            _lineStarting = _source[end - 1] == '\n';
        _line += _source.AsSpan(_position, end - _position).Count('\n');
        _position = end;
    }
}
