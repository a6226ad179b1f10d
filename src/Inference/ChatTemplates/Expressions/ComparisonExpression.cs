using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Expressions;

/// <summary><c>a &lt; b &lt;= c</c>: every step must hold.</summary>
internal sealed class ComparisonExpression(Expression first, IReadOnlyList<(string Symbol, Expression Operand)> steps) : Expression
{
    protected override object? Compute(Scope scope)
    {
        var left = first.Evaluate(scope);
        foreach (var (symbol, operand) in steps)
        {
            var right = operand.Evaluate(scope);
            if (!Comparison.Holds(scope.Rendering, symbol, left, right))
                return false;
            left = right;
        }

        return true;
    }
}
