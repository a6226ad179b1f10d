namespace TenantLLM.Storage.Sessions;

/// <summary>An item of a session of the Responses and Conversations APIs. Each names the one before it: the session is a tree, and a
/// response that continues an older one is a branch.</summary>
public sealed record SessionItemRow
{
    public required string ProjectId { get; init; }

    public required string SessionId { get; init; }

    /// <summary>Counts the session's items in the order they were appended; a parent comes before its children.</summary>
    public required int Position { get; init; }

    /// <summary>The item this one follows; null for an opening item.</summary>
    public int? ParentPosition { get; init; }

    /// <summary>Its place in the session's conversation: its position again; null where it is not in the conversation.</summary>
    public int? ConversationPosition { get; init; }

    /// <summary><c>msg_…</c>, <c>fc_…</c>.</summary>
    public required string ItemId { get; init; }

    /// <summary>The stored response whose turn it belongs to; null for an item that was appended to the conversation.</summary>
    public string? ResponseId { get; init; }

    /// <summary>Whether the response generated it; false for what it was given.</summary>
    public bool IsOutput { get; init; }

    /// <summary>False for what was cut off.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The item as JSON, without its id.</summary>
    public required string Content { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
