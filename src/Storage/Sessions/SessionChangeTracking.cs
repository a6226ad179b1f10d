using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace TenantLLM.Storage.Sessions;

/// <summary>A session's change as changes of entities. Rows that are not at hand are named by their keys alone: nothing is read to
/// be changed or removed.</summary>
internal static class SessionChangeTracking
{
    public static void ApplyTo(this SessionChange change, StoreContext context, string projectId, string sessionId)
    {
        context.SessionItems.AddRange(change.AddedItems);
        foreach (var link in change.MovedItems)
        {
            var row = context.Attach(Item(projectId, sessionId, link.Position));
            Set(row.Property(item => item.ParentPosition), link.ParentPosition);
            Set(row.Property(item => item.ConversationPosition), link.ConversationPosition);
        }

        foreach (var position in change.RemovedItems)
            context.Remove(Item(projectId, sessionId, position));
        if (change.AddedResponse is { } added)
            context.Responses.Add(added);
        if (change.ChangedResponse is { } changed)
            context.Responses.Update(changed);
        foreach (var link in change.MovedResponses)
        {
            var row = context.Attach(Response(projectId, sessionId, link.Id));
            Set(row.Property(response => response.InputEnd), link.InputEnd);
            Set(row.Property(response => response.End), link.End);
        }

        if (change.RemovedResponse is { } removed)
            context.Remove(Response(projectId, sessionId, removed));
        if (change.AddedConversation is { } created)
            context.Conversations.Add(created);
        if (change.ChangedConversation is { } updated)
            context.Conversations.Update(updated);
        if (change.RemovesConversation)
            context.Remove(Conversation(projectId, sessionId));
        if (change.Usage is { } usage)
            context.UsageLedger.Add(usage);
    }

    /// <summary>Writes a value whatever the row is thought to hold: it was never read.</summary>
    private static void Set<TRow, TValue>(PropertyEntry<TRow, TValue> property, TValue value)
        where TRow : class
    {
        property.CurrentValue = value;
        property.IsModified = true;
    }

    private static SessionItemRow Item(string projectId, string sessionId, int position) => new()
    {
        ProjectId = projectId,
        SessionId = sessionId,
        Position = position,
        ItemId = "",
        IsComplete = false,
        Content = "",
        CreatedAt = default,
    };

    private static ResponseRow Response(string projectId, string sessionId, string id) => new()
    {
        ProjectId = projectId,
        SessionId = sessionId,
        Id = id,
        Status = "",
        Model = "",
        IsBackground = false,
        Echo = "",
        CreatedAt = default,
    };

    private static ConversationRow Conversation(string projectId, string sessionId) => new()
    {
        ProjectId = projectId,
        SessionId = sessionId,
        Id = "",
        Metadata = "",
        CreatedAt = default,
    };
}
