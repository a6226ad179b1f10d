using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Expressions;

/// <summary>A node that has a value.</summary>
internal abstract class Expression
{
    public object? Evaluate(Scope scope)
    {
        scope.Rendering.Step();
        return Compute(scope);
    }

    protected abstract object? Compute(Scope scope);
}
