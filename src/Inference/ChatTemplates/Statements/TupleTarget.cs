using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Statements;

/// <summary><c>a, b</c>: one value each.</summary>
internal sealed class TupleTarget(IReadOnlyList<AssignmentTarget> targets) : AssignmentTarget
{
    public override void Assign(Scope scope, object? value)
    {
        var items = Items.Of(scope.Rendering, value);
        if (items.Count > targets.Count)
            throw ChatTemplateRenderException.Invalid($"too many values to unpack (expected {targets.Count})");
        if (items.Count < targets.Count)
            throw ChatTemplateRenderException.Invalid($"not enough values to unpack (expected {targets.Count}, got {items.Count})");
        for (var index = 0; index < targets.Count; index++)
            targets[index].Assign(scope, items[index]);
    }
}
