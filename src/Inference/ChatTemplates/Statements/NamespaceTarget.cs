using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Statements;

/// <summary><c>{% set ns.name = … %}</c>.</summary>
internal sealed class NamespaceTarget(string owner, string name) : AssignmentTarget
{
    public override void Assign(Scope scope, object? value)
    {
        if (scope[owner] is not NamespaceValue names)
            throw ChatTemplateRenderException.Invalid("cannot assign attribute on non-namespace object");
        names.Attributes[name] = value;
    }
}
