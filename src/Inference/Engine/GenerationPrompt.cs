using TenantLLM.Inference.Chat;

namespace TenantLLM.Inference.Engine;

/// <summary>What an engine answers or continues.</summary>
public abstract record GenerationPrompt
{
    private GenerationPrompt()
    {
    }

    /// <summary>Messages, for the model's chat template.</summary>
    public sealed record Conversation(IReadOnlyList<ChatMessage> Messages) : GenerationPrompt;

    /// <summary>A text to be continued as it is; an empty one is the beginning of a document.</summary>
    public sealed record Raw(RawText Text) : GenerationPrompt;
}
