using TenantLLM.Grains.Abstractions.Inputs;

namespace TenantLLM.Grains.Abstractions.Sessions;

/// <summary>What a session answers or continues.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.SessionPrompt")]
public abstract record SessionPrompt
{
    private SessionPrompt()
    {
    }

    /// <summary>The conversation so far, its last message the one to answer.</summary>
    [GenerateSerializer, Immutable, Alias("TenantLLM.SessionPrompt.Conversation")]
    public sealed record Conversation([property: Id(0)] ImmutableArray<SessionMessage> Messages) : SessionPrompt
    {
        /// <summary>How hard to think, in OpenAI's words; null: as the model does of itself. One it cannot be told is refused.</summary>
        [Id(1)]
        public string? ReasoningEffort { get; init; }
    }

    /// <summary>A text to be continued as it is. It is no turn of a conversation, and is never kept.</summary>
    [GenerateSerializer, Immutable, Alias("TenantLLM.SessionPrompt.Raw")]
    public sealed record Raw([property: Id(0)] RawInput Text) : SessionPrompt;
}
