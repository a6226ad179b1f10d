using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Expressions;

namespace TenantLLM.Inference.ChatTemplates.Statements;

/// <summary><c>{% do a %}</c>: evaluated, not printed.</summary>
internal sealed class DoStatement(Expression expression) : Statement
{
    public override Flow Execute(Scope scope, TemplateOutput output)
    {
        expression.Evaluate(scope);
        return Flow.Next;
    }
}
