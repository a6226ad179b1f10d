using TenantLLM.Storage.Usage;

namespace TenantLLM.Storage.Sessions;

/// <summary>What changes in a session at once: all of it is committed, or nothing.</summary>
public sealed record SessionChange
{
    public IReadOnlyList<SessionItemRow> AddedItems { get; init; } = [];

    /// <summary>Items that are elsewhere now.</summary>
    public IReadOnlyList<ItemLink> MovedItems { get; init; } = [];

    /// <summary>Positions.</summary>
    public IReadOnlyList<int> RemovedItems { get; init; } = [];

    public ResponseRow? AddedResponse { get; init; }

    public ResponseRow? ChangedResponse { get; init; }

    /// <summary>Responses whose items are elsewhere now.</summary>
    public IReadOnlyList<ResponseLink> MovedResponses { get; init; } = [];

    public string? RemovedResponse { get; init; }

    public ConversationRow? AddedConversation { get; init; }

    public ConversationRow? ChangedConversation { get; init; }

    public bool RemovesConversation { get; init; }

    /// <summary>The ledger's row of a response that has ended.</summary>
    public UsageRow? Usage { get; init; }
}
