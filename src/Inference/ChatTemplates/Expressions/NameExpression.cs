using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Expressions;

internal sealed class NameExpression(string name) : Expression
{
    public string Name => name;

    protected override object? Compute(Scope scope) => scope[name];
}
