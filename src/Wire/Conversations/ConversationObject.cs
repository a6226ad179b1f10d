using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Conversations;

/// <summary>A conversation without its items.</summary>
public sealed record ConversationObject
{
    /// <summary><c>conv_…</c>.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("object")]
    public string Kind { get; } = "conversation";

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("created_at")]
    public required long CreatedAt { get; init; }

    /// <summary>In the client's order.</summary>
    [JsonPropertyName("metadata")]
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
}
