using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Statements;

/// <summary>A node that writes text or sets names.</summary>
internal abstract class Statement
{
    public abstract Flow Execute(Scope scope, TemplateOutput output);
}
