using System.Text.Json.Serialization;
using TenantLLM.Wire.Json;

namespace TenantLLM.Wire.Chat;

/// <summary>One frame of a stream. Its <c>obfuscation</c> is added when it is framed: it depends on the length of all the rest.</summary>
public sealed record ChatCompletionChunk
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("object")]
    public string Kind { get; } = "chat.completion.chunk";

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("created")]
    public required long Created { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("service_tier")]
    public string ServiceTier { get; init; } = ServiceTiers.Default;

    [JsonPropertyName("system_fingerprint")]
    public required string SystemFingerprint { get; init; }

    /// <summary>Empty in the usage frame.</summary>
    [JsonPropertyName("choices")]
    public required IReadOnlyList<ChatChunkChoice> Choices { get; init; }

    /// <summary>Absent unless usage was asked for; then null in all frames but the last.</summary>
    [JsonPropertyName("usage")]
    [JsonConverter(typeof(PresenceConverter<CompletionUsage>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Presence<CompletionUsage> Usage { get; init; }
}
