using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Library;

namespace TenantLLM.Inference.ChatTemplates.Expressions;

/// <summary><c>a | filter(b)</c>.</summary>
internal sealed class FilterExpression(Expression operand, string name, ArgumentList arguments) : Expression
{
    protected override object? Compute(Scope scope) =>
        Filters.Find(name)(scope.Rendering, operand.Evaluate(scope), arguments.Evaluate(scope));
}
