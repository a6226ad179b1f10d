using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Statements;

/// <summary><c>{% break %}</c> or <c>{% continue %}</c>.</summary>
internal sealed class LoopControlStatement(Flow flow) : Statement
{
    public override Flow Execute(Scope scope, TemplateOutput output) => flow;
}
