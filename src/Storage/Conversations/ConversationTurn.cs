using TenantLLM.Storage.StoredCompletions;
using TenantLLM.Storage.Usage;

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

    /// <summary>The answer's row of the ledger.</summary>
    public UsageRow? Usage { get; init; }
}
