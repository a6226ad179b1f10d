namespace TenantLLM.Storage.StoredCompletions;

/// <summary>Stored chat completions on disk. Session grains add them, with the turn that they are of
/// (<see cref="Conversations.IConversationStore.AppendAsync"/>); what comes after is the stored-completions grain's of the project.</summary>
public interface IStoredCompletionStore
{
    /// <summary>The completion with this id; null where the project has none.</summary>
    Task<StoredCompletionRow?> FindAsync(string projectId, string id, CancellationToken cancellationToken);

    /// <summary>A page of a project's completions.</summary>
    Task<StoredCompletionRowPage> ListAsync(string projectId, StoredCompletionFilter filter, CancellationToken cancellationToken);

    /// <summary>Replaces a completion's metadata; complete when it is on disk.</summary>
    Task UpdateAsync(StoredCompletionChange change, CancellationToken cancellationToken);

    /// <summary>Removes a completion as it was read; complete when it is on disk.</summary>
    /// <param name="row">The completion.</param>
    /// <param name="keys">The keys of its metadata.</param>
    /// <param name="cancellationToken">Ends the wait for the queue.</param>
    Task RemoveAsync(StoredCompletionRow row, IReadOnlyList<string> keys, CancellationToken cancellationToken);
}
