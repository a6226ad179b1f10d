namespace TenantLLM.Storage.Conversations;

/// <summary>Conversations on disk. Written by session grains only.</summary>
public interface IConversationStore
{
    /// <summary>A conversation's items in the order they were appended; none if it is new.</summary>
    Task<IReadOnlyList<ConversationItemRow>> LoadAsync(
        string projectId, string conversationId, CancellationToken cancellationToken);

    /// <summary>The items at these positions, in no order; those that are not there are left out.</summary>
    Task<IReadOnlyList<ConversationItemRow>> LoadAtAsync(
        string projectId, string conversationId, IReadOnlyList<int> positions, CancellationToken cancellationToken);

    /// <summary>Positions of messages that the stored completions of a conversation were given.</summary>
    Task<IReadOnlySet<int>> ListGivenAsync(string projectId, string conversationId, CancellationToken cancellationToken);

    /// <summary>Removes items; complete when that is on disk.</summary>
    Task RemoveAsync(
        string projectId, string conversationId, IReadOnlyCollection<int> positions, CancellationToken cancellationToken);

    /// <summary>Appends a turn; complete when it is on disk, all or nothing of it.</summary>
    Task AppendAsync(ConversationTurn turn, CancellationToken cancellationToken);
}
