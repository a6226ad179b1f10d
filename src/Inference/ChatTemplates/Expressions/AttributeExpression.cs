using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Expressions;

/// <summary><c>a.b</c>.</summary>
internal sealed class AttributeExpression(Expression owner, string name) : Expression
{
    protected override object? Compute(Scope scope) => Members.Attribute(owner.Evaluate(scope), name);
}
