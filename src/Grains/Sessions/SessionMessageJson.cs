using System.Text.Json;
using System.Text.Json.Serialization;
using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Grains.Sessions;

/// <summary>A message as it is kept in a row: JSON without the role, which has its own column.</summary>
internal static class SessionMessageJson
{
    public static string Write(SessionMessage message) => JsonSerializer.Serialize(
        new StoredMessage
        {
            Content = message.Content,
            Name = message.Name,
            ToolCalls = message.ToolCalls.IsEmpty ? null : message.ToolCalls,
            ToolCallId = message.ToolCallId,
            Refusal = message.Refusal,
            ContentParts = message.ContentParts.IsEmpty ? null : message.ContentParts,
        },
        StoredMessageContext.Relaxed.StoredMessage);

    /// <exception cref="JsonException">The row was not written by this class.</exception>
    public static SessionMessage Read(string role, string content)
    {
        var stored = JsonSerializer.Deserialize(content, StoredMessageContext.Relaxed.StoredMessage)
            ?? throw new JsonException("A stored message is null.");
        return new SessionMessage(role, stored.Content)
        {
            Name = stored.Name,
            ToolCalls = stored.ToolCalls ?? [],
            ToolCallId = stored.ToolCallId,
            Refusal = stored.Refusal,
            ContentParts = stored.ContentParts ?? [],
        };
    }
}

internal sealed record StoredMessage
{
    [JsonPropertyName("content")]
    public string? Content { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("tool_calls")]
    public ImmutableArray<SessionToolCall>? ToolCalls { get; init; }

    [JsonPropertyName("tool_call_id")]
    public string? ToolCallId { get; init; }

    [JsonPropertyName("refusal")]
    public string? Refusal { get; init; }

    [JsonPropertyName("content_parts")]
    public ImmutableArray<string>? ContentParts { get; init; }
}

[JsonSerializable(typeof(StoredMessage))]
internal sealed partial class StoredMessageContext : JsonSerializerContext
{
    public static StoredMessageContext Relaxed { get; } = new(RowJson.NewOptions());
}
