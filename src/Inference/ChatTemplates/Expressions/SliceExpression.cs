using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Expressions;

/// <summary><c>a[start:stop:step]</c>.</summary>
internal sealed class SliceExpression(Expression owner, Expression? start, Expression? stop, Expression? step) : Expression
{
    protected override object? Compute(Scope scope) => Items.Slice(
        scope.Rendering, owner.Evaluate(scope), Bound(scope, start), Bound(scope, stop), Bound(scope, step));

    private static long? Bound(Scope scope, Expression? expression)
    {
        var value = expression?.Evaluate(scope);
        if (value is null)
            return null;
        return Numbers.TryInteger(value, out var bound)
            ? bound
            : throw ChatTemplateRenderException.Invalid("slice indices must be integers or None or have an __index__ method");
    }
}
