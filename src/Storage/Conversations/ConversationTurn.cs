using TenantLLM.Storage.StoredCompletions;

namespace TenantLLM.Storage.Conversations;

/// <summary>What a turn adds to its conversation.</summary>
public sealed record ConversationTurn
{
    /// <summary>The items that are new.</summary>
    public IReadOnlyList<ConversationItemRow> Items { get; init; } = [];

    /// <summary>The answer, where its client asked to store it.</summary>
    public StoredCompletionRow? Completion { get; init; }

    /// <summary>The pairs of its metadata.</summary>
    public IReadOnlyList<StoredCompletionTagRow> Tags { get; init; } = [];

    public bool IsEmpty => Items.Count == 0 && Completion is null;
}
