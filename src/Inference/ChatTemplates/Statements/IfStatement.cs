using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Expressions;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Statements;

/// <summary><c>{% if %}</c> with its branches. It opens no scope.</summary>
internal sealed class IfStatement(IReadOnlyList<(Expression Condition, Block Body)> branches, Block otherwise) : Statement
{
    public override Flow Execute(Scope scope, TemplateOutput output)
    {
        foreach (var (condition, body) in branches)
        {
            if (Truth.Of(condition.Evaluate(scope)))
                return body.Execute(scope, output);
        }

        return otherwise.Execute(scope, output);
    }
}
