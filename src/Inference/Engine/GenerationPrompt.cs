using TenantLLM.Inference.Chat;

namespace TenantLLM.Inference.Engine;

/// <summary>What an engine answers or continues.</summary>
public abstract record GenerationPrompt
{
    private GenerationPrompt()
    {
    }

    /// <summary>Messages, for the model's chat template.</summary>
    public sealed record Conversation(IReadOnlyList<ChatMessage> Messages) : GenerationPrompt
    {
        /// <summary>How hard to think, in OpenAI's words (<c>none</c> to <c>max</c>); null: as the model does of itself. One that the model cannot
        /// be told fails as <see cref="GenerationFailureKind.Unsupported"/>.</summary>
        public string? ReasoningEffort { get; init; }
    }

    /// <summary>A text to be continued as it is; an empty one is the beginning of a document.</summary>
    public sealed record Raw(RawText Text) : GenerationPrompt;
}
