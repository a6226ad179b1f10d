using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Expressions;

namespace TenantLLM.Inference.ChatTemplates.Statements;

/// <summary><c>{% set target = value %}</c>.</summary>
internal sealed class SetStatement(AssignmentTarget target, Expression value) : Statement
{
    public override Flow Execute(Scope scope, TemplateOutput output)
    {
        target.Assign(scope, value.Evaluate(scope));
        return Flow.Next;
    }
}
