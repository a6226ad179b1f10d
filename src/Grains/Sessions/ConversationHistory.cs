using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Storage.Conversations;
using TenantLLM.Storage.Usage;

namespace TenantLLM.Grains.Sessions;

/// <summary>A conversation on disk with its index in memory: turns are appended, and what is too old is removed.</summary>
internal sealed class ConversationHistory(IConversationStore store, SessionKey key)
{
    private readonly HashSet<Task> _appending = [];
    private Task<ConversationIndex>? _index;

    /// <summary>Begins to load the index, where it is not loaded.</summary>
    public void Prepare() => Loading();

    /// <summary>Writes a turn with its row of the ledger; complete when it is on disk.</summary>
    public async Task AppendAsync(Turn turn, UsageRow usage, DateTimeOffset now)
    {
        var rows = turn.ToRows(await IndexAsync(), key, usage, now);
        var appending = store.AppendAsync(rows, CancellationToken.None);
        _appending.Add(appending);
        try
        {
            await appending;
        }
        finally
        {
            _appending.Remove(appending);
        }
    }

    /// <summary>Removes messages from before a time with all that follow them, but those that a stored completion was given. A client sends
    /// its whole history with each request: what it still wants is written anew.</summary>
    public async Task ExpireAsync(DateTimeOffset before)
    {
        // Appends from here on wait for it, and find what is left.
        var expired = ExpireAsync(_index, before);
        _index = expired;
        try
        {
            await expired;
        }
        catch
        {
            _index = null;
            throw;
        }
    }

    private async Task<ConversationIndex> IndexAsync()
    {
        while (true)
        {
            var loading = Loading();
            var index = await loading;
            if (loading == _index)
                return index;
        }
    }

    /// <summary>One that failed is tried again.</summary>
    private Task<ConversationIndex> Loading() => _index is { IsFaulted: false } loading ? loading : _index = LoadAsync();

    private async Task<ConversationIndex> LoadAsync() =>
        IndexOf(await store.LoadAsync(key.ProjectId, key.ConversationId, CancellationToken.None));

    private async Task<ConversationIndex> ExpireAsync(Task<ConversationIndex>? loading, DateTimeOffset before)
    {
        // What was begun before is on disk first, or has failed, which its own caller learns.
        await Task.WhenAll([.. _appending, loading ?? Task.CompletedTask]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var items = await store.LoadAsync(key.ProjectId, key.ConversationId, CancellationToken.None);
        var needed = await store.ListGivenAsync(key.ProjectId, key.ConversationId, CancellationToken.None);
        var removed = ExpiredOf(items, needed, before);
        if (removed.Count > 0)
            await store.RemoveAsync(key.ProjectId, key.ConversationId, removed, CancellationToken.None);
        return IndexOf(items.Where(item => !removed.Contains(item.Position)));
    }

    /// <summary>A completion was given the whole path to its last message, so that nothing it needs follows what goes.</summary>
    private static HashSet<int> ExpiredOf(IEnumerable<ConversationItemRow> items, IReadOnlySet<int> needed, DateTimeOffset before)
    {
        var expired = new HashSet<int>();
        foreach (var item in items)
        {
            var follows = item.ParentPosition is { } parent && expired.Contains(parent);
            if (!needed.Contains(item.Position) && (follows || item.CreatedAt < before))
                expired.Add(item.Position);
        }

        return expired;
    }

    private static ConversationIndex IndexOf(IEnumerable<ConversationItemRow> items)
    {
        var index = new ConversationIndex();
        foreach (var item in items)
            index.Load(item);
        return index;
    }
}
