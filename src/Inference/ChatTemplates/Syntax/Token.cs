namespace TenantLLM.Inference.ChatTemplates.Syntax;

/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; for a string literal, the text it stands for.</param>
/// <param name="Line">Where it begins, from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line)
{
    public bool IsOperator(string text) => Kind == TokenKind.Operator && Text == text;

    public bool IsName(string name) => Kind == TokenKind.Name && Text == name;

    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end of the template",
        TokenKind.BlockEnd => "'%}'",
        TokenKind.OutputEnd => "'}}'",
        TokenKind.Data => "text",
        _ => $"'{Text}'",
    };
}
