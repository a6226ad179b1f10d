using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Expressions;

namespace TenantLLM.Inference.ChatTemplates.Statements;

/// <summary>The text a block writes, as a value: what <c>{% set x %}…{% endset %}</c> and filter blocks work on.</summary>
internal sealed class BlockText : Expression
{
    /// <summary>Set by the parser once it has read the block.</summary>
    public Block Body { get; set; } = Block.Empty;

    protected override object? Compute(Scope scope) => Body.Capture(scope);
}
