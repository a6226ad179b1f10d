using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Expressions;

namespace TenantLLM.Inference.ChatTemplates.Statements;

/// <summary><c>{% with a = b %}</c>: names for a block only. Without names, a block with a scope.</summary>
internal sealed class WithStatement(IReadOnlyList<(AssignmentTarget Target, Expression Value)> names, Block body) : Statement
{
    public override Flow Execute(Scope scope, TemplateOutput output)
    {
        var inner = new Scope(scope.Rendering, scope);
        foreach (var (target, value) in names)
            target.Assign(inner, value.Evaluate(scope));
        return body.Execute(inner, output);
    }
}
