using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Expressions;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Statements;

/// <summary><c>{{ a }}</c>.</summary>
internal sealed class OutputStatement(Expression expression) : Statement
{
    public override Flow Execute(Scope scope, TemplateOutput output)
    {
        output.Write(PythonText.Str(expression.Evaluate(scope)));
        return Flow.Next;
    }
}
