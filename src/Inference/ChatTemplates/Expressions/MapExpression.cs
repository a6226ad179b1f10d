using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Expressions;

/// <summary><c>{a: b}</c>.</summary>
internal sealed class MapExpression(IReadOnlyList<(Expression Key, Expression Value)> entries) : Expression
{
    protected override object? Compute(Scope scope)
    {
        var map = new MapValue();
        foreach (var (key, value) in entries)
            map.Set(key.Evaluate(scope), value.Evaluate(scope));
        return map;
    }
}
