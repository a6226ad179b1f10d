using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Chat;

/// <summary>What the assistant said.</summary>
public sealed record ChatResponseMessage
{
    [JsonPropertyName("role")]
    public string Role { get; } = ChatRoles.Assistant;

    /// <summary>Null where the answer is tool calls only.</summary>
    [JsonPropertyName("content")]
    public required string? Content { get; init; }

    /// <summary>Absent where no tool was called.</summary>
    [JsonPropertyName("tool_calls")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChatToolCall>? ToolCalls { get; init; }

    [JsonPropertyName("refusal")]
    public string? Refusal { get; init; }

    /// <summary>Citations of a web search: always empty here.</summary>
    [JsonPropertyName("annotations")]
    public IReadOnlyList<string> Annotations { get; } = [];
}
