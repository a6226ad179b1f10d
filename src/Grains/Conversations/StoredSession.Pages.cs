using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Storage.Sessions;

namespace TenantLLM.Grains.Conversations;

/// <content>Lists and single items, read from the store page by page.</content>
internal sealed partial class StoredSession
{
    public async Task<ConversationItem?> FindItemAsync(string itemId) => await FindRowAsync(itemId) is { } row ? ItemJson.Read(row) : null;

    /// <summary>An item of the conversation alone.</summary>
    public async Task<ConversationItem?> FindConversationItemAsync(string itemId) =>
        HasConversation && await FindRowAsync(itemId) is { ConversationPosition: not null } row ? ItemJson.Read(row) : null;

    /// <summary>A page of the conversation; null where there is none, or no such item to begin after.</summary>
    public async Task<ItemPage?> ListItemsAsync(ItemPageRequest page)
    {
        if (!HasConversation)
            return null;
        int? after = null;
        if (page.After is { } id)
        {
            var item = await FindRowAsync(id);
            if (item?.ConversationPosition is not { } place)
                return null;
            after = place;
        }

        // One more than wanted tells whether there are more.
        var rows = await store.ListConversationItemsAsync(
            key.ProjectId, key.ConversationId, after, page.IsDescending, page.Limit + 1, CancellationToken.None);
        return new ItemPage([.. rows.Take(page.Limit).Select(ItemJson.Read)], rows.Count > page.Limit);
    }

    /// <summary>A page of what a response was given, stored or running; null where there is no such response, or no such item to begin
    /// after.</summary>
    public async Task<ItemPage?> ListInputItemsAsync(string responseId, ItemPageRequest page)
    {
        var tree = await TreeAsync();
        List<int> path;
        var unstored = ImmutableArray<ConversationItem>.Empty;
        if (tree.Response(responseId) is { } response)
        {
            path = tree.PathTo(response.InputEnd);
        }
        else if (runs.FindStored(responseId) is { } run)
        {
            path = tree.PathTo(run.Parent);
            unstored = run.Request.Input;
        }
        else
        {
            return null;
        }

        var order = Enumerable.Range(0, path.Count + unstored.Length);
        if (page.IsDescending)
            order = order.Reverse();
        if (page.After is { } id)
        {
            var after = await PlaceOfAsync(id);
            if (after < 0)
                return null;
            order = page.IsDescending ? order.Where(place => place < after) : order.Where(place => place > after);
        }

        var wanted = order.Take(page.Limit + 1).ToList();
        var shown = wanted.Take(page.Limit).ToList();
        var rows = await store.LoadItemsAsync(
            key.ProjectId,
            key.ConversationId,
            [.. shown.Where(place => place < path.Count).Select(place => path[place])],
            CancellationToken.None);
        var stored = rows.ToDictionary(row => row.Position, ItemJson.Read);
        return new ItemPage(
            [.. shown.Select(place => place < path.Count ? stored[path[place]] : unstored[place - path.Count])],
            wanted.Count > page.Limit);

        async Task<int> PlaceOfAsync(string itemId)
        {
            for (var index = 0; index < unstored.Length; index++)
            {
                if (unstored[index].Id == itemId)
                    return path.Count + index;
            }

            return await FindRowAsync(itemId) is { } row
                ? path.BinarySearch(row.Position)
                : -1;
        }
    }

    private Task<SessionItemRow?> FindRowAsync(string itemId) =>
        store.FindItemAsync(key.ProjectId, key.ConversationId, itemId, CancellationToken.None);
}
