using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Items;

/// <summary>What a model thought before it answered.</summary>
public sealed record ReasoningItem : Item
{
    [JsonPropertyName("id")]
    public override string? Id { get; init; }

    [JsonPropertyName("type")]
    public string Type { get; } = ItemTypes.Reasoning;

    /// <summary>The thoughts: <see cref="ReasoningTextPart"/>; null where only a summary is told.</summary>
    [JsonPropertyName("content")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ContentPart>? Content { get; init; }

    /// <summary>What they amount to: <see cref="SummaryTextPart"/>.</summary>
    [JsonPropertyName("summary")]
    public IReadOnlyList<ContentPart> Summary { get; init; } = [];
}
