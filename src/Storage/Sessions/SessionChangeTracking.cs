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
            row.Property(item => item.ParentPosition).CurrentValue = link.ParentPosition;
            row.Property(item => item.ParentPosition).IsModified = true;
            row.Property(item => item.ConversationPosition).CurrentValue = link.ConversationPosition;
            row.Property(item => item.ConversationPosition).IsModified = true;
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
            row.Property(response => response.InputEnd).CurrentValue = link.InputEnd;
            row.Property(response => response.InputEnd).IsModified = true;
            row.Property(response => response.End).CurrentValue = link.End;
            row.Property(response => response.End).IsModified = true;
        }

        if (change.RemovedResponse is { } removed)
            context.Remove(Response(projectId, sessionId, removed));
        if (change.AddedConversation is { } created)
            context.Conversations.Add(created);
        if (change.ChangedConversation is { } updated)
            context.Conversations.Update(updated);
        if (change.RemovesConversation)
            context.Remove(Conversation(projectId, sessionId));
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
