using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Storage.Sessions;

namespace TenantLLM.Grains.Conversations;

/// <content>The conversation: its metadata, and items that come and go without a response.</content>
internal sealed partial class StoredSession
{
    public StoredConversation? Conversation => _conversation is { } row
        ? new StoredConversation(row.Id, row.CreatedAt, MetadataJson.Read(row.Metadata))
        : null;

    public async Task CreateConversationAsync(StoredConversation conversation, ImmutableArray<ConversationItem> items) =>
        await ChangeAsync(tree => new SessionChange
        {
            AddedConversation = new ConversationRow
            {
                ProjectId = key.ProjectId,
                SessionId = key.ConversationId,
                Id = conversation.Id,
                Metadata = MetadataJson.Write(conversation.Metadata),
                CreatedAt = conversation.CreatedAt,
            },
            AddedItems = Chain(tree, parent: null, items, isInConversation: true),
        });

    public async Task UpdateConversationAsync(ImmutableArray<MetadataEntry> metadata) =>
        await ChangeAsync(_ => _conversation is { } row
            ? new SessionChange { ChangedConversation = row with { Metadata = MetadataJson.Write(metadata) } }
            : null);

    /// <summary>Deletes the conversation. Items of responses stay, as theirs.</summary>
    public Task<bool> DeleteConversationAsync() => ChangeAsync(WithoutConversation);

    /// <summary>Deletes the conversation where it was not used since a time, and is not now.</summary>
    public async Task ExpireConversationAsync(DateTimeOffset before)
    {
        var end = (await TreeAsync()).ConversationEnd;
        var last = end is { } position
            ? (await store.LoadItemsAsync(key.ProjectId, key.ConversationId, [position], CancellationToken.None)).SingleOrDefault()?.CreatedAt
            : _conversation?.CreatedAt;
        if (last >= before)
            return;
        await ChangeAsync(tree => tree.ConversationEnd == end && !runs.HoldConversation ? WithoutConversation(tree) : null);
    }

    private SessionChange? WithoutConversation(SessionTree tree)
    {
        if (!HasConversation)
            return null;
        var kept = tree.OfResponses(runs.Continued);
        return new SessionChange
        {
            RemovesConversation = true,
            MovedItems = [.. tree.Conversation.Where(kept.Contains).Select(position => tree[position] with { ConversationPosition = null })],
            RemovedItems = [.. tree.Conversation.Where(position => !kept.Contains(position))],
        };
    }

    public async Task<ConversationOutcome> AppendItemsAsync(ImmutableArray<ConversationItem> items)
    {
        var outcome = ConversationOutcome.Done;
        await ChangeAsync(tree =>
        {
            outcome = Permit();
            return outcome == ConversationOutcome.Done
                ? new SessionChange { AddedItems = Chain(tree, tree.ConversationEnd, items, isInConversation: true) }
                : null;
        });
        return outcome;
    }

    /// <summary>Deletes an item of the conversation; what followed it follows the one before.</summary>
    public async Task<ConversationOutcome> DeleteItemAsync(string itemId)
    {
        if (!HasConversation)
            return ConversationOutcome.NoConversation;
        var row = await FindRowAsync(itemId);
        if (row?.ConversationPosition is null)
            return ConversationOutcome.NoItem;
        var outcome = ConversationOutcome.Done;
        var removed = row.Position;
        int? parent = null;
        await ChangeAsync(Plan, () => runs.Relink(removed, parent));
        return outcome;

        SessionChange? Plan(SessionTree tree)
        {
            outcome = Permit();
            if (outcome != ConversationOutcome.Done)
                return null;
            parent = tree[removed].ParentPosition;
            return new SessionChange
            {
                RemovedItems = [removed],
                MovedItems = [.. tree.ChildrenOf(removed).Select(child => child with { ParentPosition = parent })],
                MovedResponses =
                [
                    .. tree.ResponsesAt(removed).Select(response => response with
                    {
                        InputEnd = response.InputEnd == removed ? parent : response.InputEnd,
                        End = response.End == removed ? parent : response.End,
                    }),
                ],
            };
        }
    }

    private ConversationOutcome Permit() =>
        !HasConversation ? ConversationOutcome.NoConversation
        : runs.HoldConversation ? ConversationOutcome.Locked
        : ConversationOutcome.Done;
}
