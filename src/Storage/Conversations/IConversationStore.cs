namespace TenantLLM.Storage.Conversations;

/// <summary>Conversations on disk. Written by session grains only.</summary>
public interface IConversationStore
{
    /// <summary>A conversation's items in the order they were appended; none if it is new.</summary>
    Task<IReadOnlyList<ConversationItemRow>> LoadAsync(
        string projectId, string conversationId, CancellationToken cancellationToken);

    /// <summary>Appends items; complete when they are on disk, all or none.</summary>
    Task AppendAsync(IReadOnlyList<ConversationItemRow> items, CancellationToken cancellationToken);
}
