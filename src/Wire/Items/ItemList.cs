using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Items;

/// <summary>A page of items.</summary>
public sealed record ItemList
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "list";

    [JsonPropertyName("data")]
    public required IReadOnlyList<Item> Data { get; init; }

    /// <summary>Empty where there are no items: the API's document does not allow null.</summary>
    [JsonPropertyName("first_id")]
    public string FirstId => Data.Count > 0 ? Data[0].Id ?? "" : "";

    /// <summary>Whether there are more items after these.</summary>
    [JsonPropertyName("has_more")]
    public required bool HasMore { get; init; }

    /// <summary>The id to ask for the next page with.</summary>
    [JsonPropertyName("last_id")]
    public string LastId => Data.Count > 0 ? Data[^1].Id ?? "" : "";
}
