namespace TenantLLM.Inference.ChatTemplates;

/// <summary>Why a conversation could not be rendered.</summary>
public enum ChatTemplateFailureKind
{
    /// <summary>The template refused the conversation (<c>raise_exception</c>): its words are meant for the caller.</summary>
    Refused,

    /// <summary>The template does something that this conversation's values do not allow.</summary>
    InvalidOperation,

    /// <summary>Rendering went past one of <see cref="ChatTemplateLimits"/>.</summary>
    LimitExceeded,
}
