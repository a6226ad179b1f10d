using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Items;

/// <summary>A call to a function.</summary>
public sealed record FunctionCallItem : Item
{
    [JsonPropertyName("id")]
    public override string? Id { get; init; }

    [JsonPropertyName("type")]
    public string Type { get; } = ItemTypes.FunctionCall;

    /// <summary>One of <see cref="ItemStatuses"/>.</summary>
    [JsonPropertyName("status")]
    public string Status { get; init; } = ItemStatuses.Completed;

    /// <summary>JSON text, as the model wrote it.</summary>
    [JsonPropertyName("arguments")]
    public required string Arguments { get; init; }

    /// <summary>What joins it to its output: <c>call_…</c>.</summary>
    [JsonPropertyName("call_id")]
    public required string CallId { get; init; }

    /// <summary>The function.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }
}
