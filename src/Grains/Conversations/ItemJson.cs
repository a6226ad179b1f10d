using System.Text.Json;
using System.Text.Json.Serialization;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Storage.Sessions;

namespace TenantLLM.Grains.Conversations;

/// <summary>An item as it is kept in a row: JSON without its id and whether it is whole, which have their own columns.</summary>
internal static class ItemJson
{
    public static string Write(ConversationItem item) => JsonSerializer.Serialize(
        new StoredItem
        {
            Kind = item.Kind,
            Role = item.Role,
            Content = item.Content.IsEmpty ? null : [.. item.Content.Select(Write)],
            CallId = item.CallId,
            Name = item.Name,
            Text = item.Text,
        },
        StoredItemContext.Relaxed.StoredItem);

    /// <exception cref="JsonException">The row was not written by this class.</exception>
    public static ConversationItem Read(SessionItemRow row)
    {
        var stored = JsonSerializer.Deserialize(row.Content, StoredItemContext.Relaxed.StoredItem)
            ?? throw new JsonException("A stored item is null.");
        return new ConversationItem
        {
            Id = row.ItemId,
            Kind = stored.Kind,
            Role = stored.Role,
            Content = [.. (stored.Content ?? []).Select(Read)],
            CallId = stored.CallId,
            Name = stored.Name,
            Text = stored.Text,
            IsComplete = row.IsComplete,
        };
    }

    private static StoredPart Write(ConversationPart part) => new()
    {
        Kind = part.Kind,
        Text = part.Text,
        LogProbs = part.LogProbs?.ToStored(),
    };

    private static ConversationPart Read(StoredPart part) => new(part.Kind, part.Text)
    {
        LogProbs = part.LogProbs?.ToSession(),
    };
}

internal sealed record StoredItem
{
    [JsonPropertyName("kind")]
    [JsonConverter(typeof(JsonStringEnumConverter<ConversationItemKind>))]
    public required ConversationItemKind Kind { get; init; }

    [JsonPropertyName("role")]
    public string? Role { get; init; }

    [JsonPropertyName("content")]
    public IReadOnlyList<StoredPart>? Content { get; init; }

    [JsonPropertyName("call_id")]
    public string? CallId { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("text")]
    public string? Text { get; init; }
}

internal sealed record StoredPart
{
    [JsonPropertyName("kind")]
    [JsonConverter(typeof(JsonStringEnumConverter<ConversationPartKind>))]
    public required ConversationPartKind Kind { get; init; }

    [JsonPropertyName("text")]
    public required string Text { get; init; }

    [JsonPropertyName("logprobs")]
    public IReadOnlyList<StoredLogProb>? LogProbs { get; init; }
}

[JsonSerializable(typeof(StoredItem))]
internal sealed partial class StoredItemContext : JsonSerializerContext
{
    public static StoredItemContext Relaxed { get; } = new(RowJson.NewOptions());
}
