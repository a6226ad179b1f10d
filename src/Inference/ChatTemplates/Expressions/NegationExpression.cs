using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Expressions;

internal sealed class NegationExpression(Expression operand) : Expression
{
    protected override object? Compute(Scope scope) => Arithmetic.Negate(operand.Evaluate(scope));
}
