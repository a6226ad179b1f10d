namespace TenantLLM.Inference.ChatTemplates.Syntax;

/// <summary>The variables that a template reads. Attributes (<c>ns.name</c>) and what is only assigned or passed by name
/// (<c>name=</c>) are none.</summary>
internal static class VariableNames
{
    public static IReadOnlySet<string> Of(IReadOnlyList<Token> tokens)
    {
        var names = new HashSet<string>();
        for (var index = 0; index < tokens.Count; index++)
        {
            var isAttribute = index > 0 && tokens[index - 1].IsOperator(".");
            var isAssigned = index + 1 < tokens.Count && tokens[index + 1].IsOperator("=");
            if (tokens[index].Kind == TokenKind.Name && !isAttribute && !isAssigned)
                names.Add(tokens[index].Text);
        }

        return names;
    }
}
