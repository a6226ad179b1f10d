using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Chat;

/// <summary>A message that a stored completion was given.</summary>
public sealed record StoredChatMessage
{
    /// <summary>See <see cref="StoredMessageIds"/>.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("role")]
    public required string Role { get; init; }

    /// <summary>The text; parts are joined by line breaks. Null for an assistant turn that only called tools or refused.</summary>
    [JsonPropertyName("content")]
    public required string? Content { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Null where the content came as one text.</summary>
    [JsonPropertyName("content_parts")]
    public IReadOnlyList<StoredContentPart>? ContentParts { get; init; }

    [JsonPropertyName("refusal")]
    public string? Refusal { get; init; }

    /// <summary>Absent where no tool was called.</summary>
    [JsonPropertyName("tool_calls")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChatToolCall>? ToolCalls { get; init; }

    /// <summary>The call a tool message answers; absent elsewhere.</summary>
    [JsonPropertyName("tool_call_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ToolCallId { get; init; }
}

/// <summary>A text of a message.</summary>
public sealed record StoredContentPart([property: JsonPropertyName("text")] string Text)
{
    [JsonPropertyName("type")]
    [JsonPropertyOrder(-1)]
    public string Type { get; } = "text";
}
