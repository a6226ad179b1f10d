using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Expressions;

internal sealed class ArithmeticExpression(string symbol, Expression left, Expression right) : Expression
{
    protected override object? Compute(Scope scope) =>
        Arithmetic.Apply(scope.Rendering, symbol, left.Evaluate(scope), right.Evaluate(scope));
}
