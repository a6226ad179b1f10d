using System.Text.Json.Serialization;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Json;

namespace TenantLLM.Wire.Completions;

/// <summary>One frame of a streamed completion. Its <c>obfuscation</c> is added when it is framed.</summary>
public sealed record TextCompletionChunk
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("object")]
    public string Kind { get; } = TextCompletion.ObjectName;

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("created")]
    public required long Created { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("system_fingerprint")]
    public required string SystemFingerprint { get; init; }

    /// <summary>Empty in the usage frame.</summary>
    [JsonPropertyName("choices")]
    public required IReadOnlyList<TextChoice> Choices { get; init; }

    /// <summary>Absent unless usage was asked for; then null in all frames but the last.</summary>
    [JsonPropertyName("usage")]
    [JsonConverter(typeof(PresenceConverter<CompletionUsage>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Presence<CompletionUsage> Usage { get; init; }
}
