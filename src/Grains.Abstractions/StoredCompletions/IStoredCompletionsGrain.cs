using Orleans.Concurrency;
using TenantLLM.Grains.Abstractions.Conversations;

namespace TenantLLM.Grains.Abstractions.StoredCompletions;

/// <summary>The stored chat completions of a project. Key: the project's id. Sessions store them; whatever becomes of them later goes
/// through here.</summary>
[Alias("TenantLLM.IStoredCompletionsGrain")]
public interface IStoredCompletionsGrain : IGrainWithStringKey
{
    /// <summary>A page of them in the order of their ids, which is that of their times.</summary>
    [Alias("List"), ReadOnly]
    Task<StoredCompletionPage> ListAsync(StoredCompletionPageRequest request);

    /// <summary>The completion with this id; null where there is none.</summary>
    [Alias("Get"), ReadOnly]
    Task<StoredCompletion?> GetAsync(string id);

    /// <summary>A page of the messages a completion was given.</summary>
    /// <returns>Null where there is no such completion.</returns>
    [Alias("ListMessages"), ReadOnly]
    Task<StoredMessagePage?> ListMessagesAsync(string id, StoredMessagePageRequest request);

    /// <summary>Replaces a completion's metadata; on disk when this returns.</summary>
    /// <returns>The completion; null where there is none.</returns>
    [Alias("UpdateMetadata")]
    Task<StoredCompletion?> UpdateMetadataAsync(string id, ImmutableArray<MetadataEntry> metadata);

    /// <summary>Deletes a completion. Its conversation stays.</summary>
    /// <returns>False where there is none.</returns>
    [Alias("Delete")]
    Task<bool> DeleteAsync(string id);

    /// <summary>Deletes completions that were kept long enough; those that are gone already are left out.</summary>
    [Alias("Expire")]
    Task ExpireAsync(ImmutableArray<string> ids);
}
