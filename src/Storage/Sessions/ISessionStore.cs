namespace TenantLLM.Storage.Sessions;

/// <summary>Sessions of the Responses and Conversations APIs on disk. Written by conversation grains only. Every call is about one
/// session of one project.</summary>
public interface ISessionStore
{
    /// <summary>The session's conversation; null where it has none.</summary>
    Task<ConversationRow?> FindConversationAsync(string projectId, string sessionId, CancellationToken cancellationToken);

    /// <summary>The responses that have not ended.</summary>
    Task<IReadOnlyList<ResponseRow>> ListUnfinishedAsync(string projectId, string sessionId, CancellationToken cancellationToken);

    /// <summary>How all items and responses hang together.</summary>
    Task<SessionLinks> LoadLinksAsync(string projectId, string sessionId, CancellationToken cancellationToken);

    /// <summary>The items at these positions, in the order of their positions; those that are not there are left out.</summary>
    Task<IReadOnlyList<SessionItemRow>> LoadItemsAsync(
        string projectId, string sessionId, IReadOnlyList<int> positions, CancellationToken cancellationToken);

    /// <summary>The item with this id; null where there is none.</summary>
    Task<SessionItemRow?> FindItemAsync(string projectId, string sessionId, string itemId, CancellationToken cancellationToken);

    /// <summary>Items of the conversation.</summary>
    /// <param name="after">The place to begin after; null: at the beginning.</param>
    /// <param name="isDescending">Newest first.</param>
    /// <param name="limit">The most items.</param>
    Task<IReadOnlyList<SessionItemRow>> ListConversationItemsAsync(
        string projectId, string sessionId, int? after, bool isDescending, int limit, CancellationToken cancellationToken);

    /// <summary>The response with this id; null where there is none.</summary>
    Task<ResponseRow?> FindResponseAsync(string projectId, string sessionId, string responseId, CancellationToken cancellationToken);

    /// <summary>The items a response generated, in their order.</summary>
    Task<IReadOnlyList<SessionItemRow>> LoadOutputAsync(
        string projectId, string sessionId, string responseId, CancellationToken cancellationToken);

    /// <summary>Makes a change; complete when it is on disk, all or nothing.</summary>
    Task WriteAsync(string projectId, string sessionId, SessionChange change, CancellationToken cancellationToken);
}
