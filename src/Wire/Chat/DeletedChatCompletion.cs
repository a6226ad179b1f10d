using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Chat;

/// <summary>What is left of a deleted chat completion.</summary>
public sealed record DeletedChatCompletion([property: JsonPropertyName("id")] string Id)
{
    [JsonPropertyName("object")]
    [JsonPropertyOrder(-1)]
    public string Kind { get; } = "chat.completion.deleted";

    [JsonPropertyName("deleted")]
    public bool IsDeleted { get; } = true;
}
