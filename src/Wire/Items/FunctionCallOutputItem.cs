using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Items;

/// <summary>What a function returned.</summary>
public sealed record FunctionCallOutputItem : Item
{
    [JsonPropertyName("id")]
    public override string? Id { get; init; }

    [JsonPropertyName("type")]
    public string Type { get; } = ItemTypes.FunctionCallOutput;

    /// <summary>One of <see cref="ItemStatuses"/>.</summary>
    [JsonPropertyName("status")]
    public string Status { get; init; } = ItemStatuses.Completed;

    /// <summary>The call it answers.</summary>
    [JsonPropertyName("call_id")]
    public required string CallId { get; init; }

    [JsonPropertyName("output")]
    public required CallOutput Output { get; init; }
}
