using System.Runtime.CompilerServices;

namespace TenantLLM.Inference.ChatTemplates.Syntax;

/// <summary>A cursor over the tokens of a template.</summary>
internal sealed class TokenStream(IReadOnlyList<Token> tokens)
{
    private int _position;

    public Token Current => tokens[_position];

    public Token Following => tokens[Math.Min(_position + 1, tokens.Count - 1)];

    public Token Next()
    {
        var token = Current;
        if (token.Kind != TokenKind.End)
            _position++;
        return token;
    }

    public bool SkipOperator(string text)
    {
        if (!Current.IsOperator(text))
            return false;
        Next();
        return true;
    }

    public bool SkipName(string name)
    {
        if (!Current.IsName(name))
            return false;
        Next();
        return true;
    }

    public Token Expect(TokenKind kind, string what) => Current.Kind == kind ? Next() : throw Unexpected(what);

    public void ExpectOperator(string text)
    {
        if (!SkipOperator(text))
            throw Unexpected($"'{text}'");
    }

    public void ExpectName(string name)
    {
        if (!SkipName(name))
            throw Unexpected($"'{name}'");
    }

    /// <summary>Fails where what is being parsed nests so deeply that the stack would overflow.</summary>
    public void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new ChatTemplateException("the template nests too deeply", Current.Line);
    }

    public ChatTemplateException Unexpected(string expected) => new($"expected {expected}, found {Current}", Current.Line);
}
