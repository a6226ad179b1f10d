using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Expressions;

internal sealed class NotExpression(Expression operand) : Expression
{
    protected override object? Compute(Scope scope) => !Truth.Of(operand.Evaluate(scope));
}
