using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Items;

/// <summary>A message.</summary>
public sealed record MessageItem : Item
{
    [JsonPropertyName("id")]
    public override string? Id { get; init; }

    [JsonPropertyName("type")]
    public string Type { get; } = ItemTypes.Message;

    /// <summary>One of <see cref="ItemStatuses"/>.</summary>
    [JsonPropertyName("status")]
    public string Status { get; init; } = ItemStatuses.Completed;

    /// <summary>An assistant's: <see cref="OutputTextPart"/> and <see cref="RefusalPart"/>. All others':
    /// <see cref="InputTextPart"/>.</summary>
    [JsonPropertyName("content")]
    public required IReadOnlyList<ContentPart> Content { get; init; }

    /// <summary>system, developer, user or assistant.</summary>
    [JsonPropertyName("role")]
    public required string Role { get; init; }
}
