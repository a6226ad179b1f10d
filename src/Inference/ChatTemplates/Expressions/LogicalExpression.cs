using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Expressions;

/// <summary><c>and</c>, <c>or</c>: the operand that decided, as in Python.</summary>
internal sealed class LogicalExpression(Expression left, Expression right, bool isAnd) : Expression
{
    protected override object? Compute(Scope scope)
    {
        var first = left.Evaluate(scope);
        return Truth.Of(first) == isAnd ? right.Evaluate(scope) : first;
    }
}
