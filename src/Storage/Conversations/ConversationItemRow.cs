namespace TenantLLM.Storage.Conversations;

/// <summary>
/// One message of a conversation. Items are only ever appended; each names the one before it, so that an edited or retried
/// turn is a branch and nothing is rewritten.
/// </summary>
public sealed record ConversationItemRow
{
    public required string ProjectId { get; init; }

    public required string ConversationId { get; init; }

    /// <summary>Counts the conversation's items in the order they were appended, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>The item this one follows; null for an opening message.</summary>
    public int? ParentPosition { get; init; }

    public required string Role { get; init; }

    /// <summary>The message as JSON: content, name, tool calls.</summary>
    public required string Content { get; init; }

    /// <summary>The response that produced it (<c>chatcmpl-…</c>); null for a message the client sent.</summary>
    public string? ResponseId { get; init; }

    /// <summary>Whether the message is whole; a cancelled or broken answer is not.</summary>
    public required bool IsComplete { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
