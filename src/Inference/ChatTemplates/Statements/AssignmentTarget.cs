using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Statements;

/// <summary>What a value is assigned to.</summary>
internal abstract class AssignmentTarget
{
    public abstract void Assign(Scope scope, object? value);
}
