namespace TenantLLM.Inference.ChatTemplates.Statements;

/// <summary>What happens after a statement.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
}
