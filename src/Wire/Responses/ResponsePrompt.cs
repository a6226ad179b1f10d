using TenantLLM.Wire.Items;

namespace TenantLLM.Wire.Responses;

/// <summary>What a response answers.</summary>
public sealed record ResponsePrompt
{
    public required string Model { get; init; }

    /// <summary>The new items; a text is a message of the user. Empty only where it continues something. At most 2,048.</summary>
    public required IReadOnlyList<Item> Input { get; init; }

    /// <summary>The response to continue; never together with <see cref="ConversationId"/>. May be no id of ours.</summary>
    public string? PreviousResponseId { get; init; }

    /// <summary>The conversation to continue. May be no id of ours.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Goes before all items, for this response only.</summary>
    public string? Instructions { get; init; }

    /// <summary><c>truncation: auto</c>: the oldest items may be left out of a prompt that is too long.</summary>
    public bool MayTruncate { get; init; }
}
