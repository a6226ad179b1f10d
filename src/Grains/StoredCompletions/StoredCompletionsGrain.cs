using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.StoredCompletions;
using TenantLLM.Grains.Conversations;
using TenantLLM.Grains.Sessions;
using TenantLLM.Storage.Conversations;
using TenantLLM.Storage.StoredCompletions;

namespace TenantLLM.Grains.StoredCompletions;

/// <summary>Reads a project's stored completions from disk, and is the only one that changes them. It keeps nothing in memory.</summary>
internal sealed class StoredCompletionsGrain(IStoredCompletionStore store, IConversationStore conversations) : Grain, IStoredCompletionsGrain
{
    /// <summary>Of what the completions of a page said: a page is read into memory, and is one message of the cluster.</summary>
    private const int MostCharactersOfPage = 4 * 1024 * 1024;

    private string ProjectId => this.GetPrimaryKeyString();

    public async Task<StoredCompletionPage> ListAsync(StoredCompletionPageRequest request)
    {
        var page = await store.ListAsync(
            ProjectId,
            new StoredCompletionFilter
            {
                Model = request.Model,
                Metadata = [.. request.Metadata.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))],
                After = request.After,
                IsDescending = request.IsDescending,
                Limit = request.Limit,
                MostCharacters = MostCharactersOfPage,
            },
            CancellationToken.None);
        return new StoredCompletionPage([.. page.Rows.Select(row => row.ToCompletion())], page.HasMore);
    }

    public async Task<StoredCompletion?> GetAsync(string id) => (await FindAsync(id))?.ToCompletion();

    public async Task<StoredMessagePage?> ListMessagesAsync(string id, StoredMessagePageRequest request)
    {
        if (await FindAsync(id) is not { } completion)
            return null;
        var places = Places(completion.MessagePositions.Count, request).ToList();
        var page = places.Take(request.Limit).ToList();
        var rows = await conversations.LoadAtAsync(
            ProjectId, completion.ConversationId, [.. page.Select(place => completion.MessagePositions[place])], CancellationToken.None);
        var messages = rows.ToDictionary(row => row.Position, row => SessionMessageJson.Read(row.Role, row.Content));
        return new StoredMessagePage(
            [.. page.Select(place => new GivenMessage(place, messages[completion.MessagePositions[place]]))],
            HasMore: places.Count > page.Count,
            completion.MessagePositions.Count);
    }

    public async Task<StoredCompletion?> UpdateMetadataAsync(string id, ImmutableArray<MetadataEntry> metadata)
    {
        if (await FindAsync(id) is not { } row)
            return null;
        var changed = row with { Metadata = MetadataJson.Write(metadata) };
        await store.UpdateAsync(
            new StoredCompletionChange(changed, row.Keys(), StoredCompletionRows.Tags(ProjectId, id, metadata)), CancellationToken.None);
        return changed.ToCompletion();
    }

    public async Task<bool> DeleteAsync(string id)
    {
        if (await FindAsync(id) is not { } row)
            return false;
        await store.RemoveAsync(row, row.Keys(), CancellationToken.None);
        return true;
    }

    public Task ExpireAsync(ImmutableArray<string> ids) => Task.WhenAll(ids.Select(DeleteAsync));

    private Task<StoredCompletionRow?> FindAsync(string id) => store.FindAsync(ProjectId, id, CancellationToken.None);

    /// <summary>The places of the messages that come after one, in the order that was asked for.</summary>
    private static IEnumerable<int> Places(int count, StoredMessagePageRequest request) => request.IsDescending
        ? Enumerable.Range(0, Math.Min(count, request.After ?? count)).Reverse()
        : Enumerable.Range(0, count).Skip((request.After ?? -1) + 1);
}
