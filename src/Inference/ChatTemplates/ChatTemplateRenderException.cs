namespace TenantLLM.Inference.ChatTemplates;

/// <summary>A conversation cannot be rendered by its model's template; the message may be shown to the caller.</summary>
public sealed class ChatTemplateRenderException(ChatTemplateFailureKind kind, string message) : Exception(message)
{
    public ChatTemplateFailureKind Kind { get; } = kind;

    internal static ChatTemplateRenderException Invalid(string message) => new(ChatTemplateFailureKind.InvalidOperation, message);

    internal static ChatTemplateRenderException Limit(string message) => new(ChatTemplateFailureKind.LimitExceeded, message);
}
