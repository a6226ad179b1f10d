using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Chat;

/// <summary>A page of the messages that a stored completion was given.</summary>
public sealed record StoredChatMessageList
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "list";

    [JsonPropertyName("data")]
    public required IReadOnlyList<StoredChatMessage> Data { get; init; }

    /// <summary>Empty where there are none: the API's document does not allow null.</summary>
    [JsonPropertyName("first_id")]
    public string FirstId => Data.Count > 0 ? Data[0].Id : "";

    /// <summary>The id to ask for the next page with.</summary>
    [JsonPropertyName("last_id")]
    public string LastId => Data.Count > 0 ? Data[^1].Id : "";

    /// <summary>Whether there are more after these.</summary>
    [JsonPropertyName("has_more")]
    public required bool HasMore { get; init; }
}
