using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Storage.Sessions;

namespace TenantLLM.Grains.Conversations;

/// <summary>A session as it is on disk, and every change to it, one after the other: runs end while calls of the grain wait, so the
/// grain's turns alone do not keep them apart. Items that a prompt needed stay in memory while the grain is active.</summary>
/// <param name="runs">What is being generated: what they go on from is kept.</param>
internal sealed partial class StoredSession(ISessionStore store, SessionKey key, ResponseRuns runs, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<int, ConversationItem> _known = [];
    private SessionTree? _tree;
    private ConversationRow? _conversation;
    private bool _isDoubtful;

    public bool HasConversation => _conversation is not null;

    /// <summary>Finds the conversation, and ends the responses that were being generated when the server stopped.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        _conversation = await store.FindConversationAsync(key.ProjectId, key.ConversationId, cancellationToken);
        foreach (var row in await store.ListUnfinishedAsync(key.ProjectId, key.ConversationId, cancellationToken))
            await store.WriteAsync(
                key.ProjectId,
                key.ConversationId,
                new SessionChange { ChangedResponse = row.With(ResponseOutcome.Interrupted(clock.GetUtcNow())) },
                cancellationToken);
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>Makes a change, alone.</summary>
    /// <param name="plan">Tells it; null where there is none to make.</param>
    /// <param name="onDone">What else is to be changed with it, before anything else is.</param>
    /// <returns>Whether there was one.</returns>
    private async Task<bool> ChangeAsync(Func<SessionTree, SessionChange?> plan, Action? onDone = null)
    {
        await _gate.WaitAsync();
        try
        {
            var tree = await TreeAsync();
            if (plan(tree) is not { } change)
                return false;
            await WriteAsync(change);
            tree.Apply(change);
            foreach (var position in change.RemovedItems)
                _known.Remove(position);
            _conversation = change.RemovesConversation ? null : change.ChangedConversation ?? change.AddedConversation ?? _conversation;
            onDone?.Invoke();
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task WriteAsync(SessionChange change)
    {
        try
        {
            await store.WriteAsync(key.ProjectId, key.ConversationId, change, CancellationToken.None);
        }
        catch
        {
            // Nobody knows whether it was committed.
            _isDoubtful = true;
            throw;
        }
    }

    private async Task<SessionTree> TreeAsync()
    {
        if (_isDoubtful)
        {
            _conversation = await store.FindConversationAsync(key.ProjectId, key.ConversationId, CancellationToken.None);
            _tree = null;
            _known.Clear();
            _isDoubtful = false;
        }

        if (_tree is null)
        {
            // Another caller may have loaded it meanwhile, and changed it: then this one is out of date.
            var links = await store.LoadLinksAsync(key.ProjectId, key.ConversationId, CancellationToken.None);
            _tree ??= new SessionTree(links);
        }

        return _tree;
    }

    /// <summary>Rows of items in a row: each follows the one before, the first of them an item that is there.</summary>
    private List<SessionItemRow> Chain(
        SessionTree tree,
        int? parent,
        IEnumerable<ConversationItem> items,
        bool isInConversation,
        string? responseId = null,
        string? output = null)
    {
        var rows = new List<SessionItemRow>();
        var position = tree.Next;
        foreach (var item in items)
        {
            rows.Add(new SessionItemRow
            {
                ProjectId = key.ProjectId,
                SessionId = key.ConversationId,
                Position = position,
                ParentPosition = parent,
                ConversationPosition = isInConversation ? position : null,
                ItemId = item.Id,
                ResponseId = responseId,
                IsOutput = item.Id == output,
                IsComplete = item.IsComplete,
                Content = ItemJson.Write(item),
                CreatedAt = clock.GetUtcNow(),
            });
            parent = position++;
        }

        return rows;
    }

    /// <summary>Items for a prompt, in the order of their positions.</summary>
    private async Task<IReadOnlyList<ConversationItem>> ItemsAsync(IReadOnlyCollection<int> positions)
    {
        var missing = positions.Where(position => !_known.ContainsKey(position)).ToList();
        if (missing.Count > 0)
        {
            foreach (var row in await store.LoadItemsAsync(key.ProjectId, key.ConversationId, missing, CancellationToken.None))
                _known[row.Position] = WithoutLogProbs(ItemJson.Read(row));
        }

        return [.. positions.Select(position => _known[position])];
    }

    /// <summary>No prompt needs them, and they are a hundred times as long as the text.</summary>
    private static ConversationItem WithoutLogProbs(ConversationItem item) =>
        item with { Content = [.. item.Content.Select(part => part with { LogProbs = null })] };
}
