using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Expressions;

/// <summary><c>a[b]</c>.</summary>
internal sealed class ItemExpression(Expression owner, Expression key) : Expression
{
    protected override object? Compute(Scope scope)
    {
        var value = owner.Evaluate(scope);
        if (PythonText.TryGet(value, out var text))
            scope.Rendering.Scan(text);
        return Members.Item(value, key.Evaluate(scope));
    }
}
