using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Statements;

internal sealed class TextStatement(string text) : Statement
{
    public override Flow Execute(Scope scope, TemplateOutput output)
    {
        output.Write(text);
        return Flow.Next;
    }
}
