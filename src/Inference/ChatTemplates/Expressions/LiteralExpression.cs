using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Expressions;

internal sealed class LiteralExpression(object? value) : Expression
{
    protected override object? Compute(Scope scope) => value;
}
