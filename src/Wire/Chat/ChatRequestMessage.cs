namespace TenantLLM.Wire.Chat;

/// <summary>A message of a request.</summary>
public sealed record ChatRequestMessage
{
    /// <summary>One of <see cref="ChatRoles"/>.</summary>
    public required string Role { get; init; }

    /// <summary>The text; text parts are joined by line breaks. Null for an assistant turn that only called tools or refused.</summary>
    public string? Content { get; init; }

    /// <summary>The texts that the content came in; none where it came as one.</summary>
    public IReadOnlyList<string> ContentParts { get; init; } = [];

    /// <summary>Why the assistant refused, where it did.</summary>
    public string? Refusal { get; init; }

    /// <summary>The speaker's name.</summary>
    public string? Name { get; init; }

    /// <summary>The calls an assistant turn made.</summary>
    public IReadOnlyList<ChatToolCall> ToolCalls { get; init; } = [];

    /// <summary>The call a tool message answers.</summary>
    public string? ToolCallId { get; init; }
}
