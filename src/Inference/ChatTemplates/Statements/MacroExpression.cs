using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Expressions;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Statements;

/// <summary>The macro that a macro or call block defines.</summary>
internal sealed class MacroExpression(MacroSignature signature, Block body) : Expression
{
    protected override object? Compute(Scope scope) => new MacroValue(signature, body, scope);
}
