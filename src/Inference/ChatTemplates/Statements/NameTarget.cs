using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Statements;

internal sealed class NameTarget(string name) : AssignmentTarget
{
    public override void Assign(Scope scope, object? value) => scope[name] = value;
}
