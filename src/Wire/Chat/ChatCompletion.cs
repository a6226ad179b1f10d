using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Chat;

/// <summary>The answer to a request that does not stream.</summary>
public sealed record ChatCompletion
{
    /// <summary><c>chatcmpl-…</c>.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("object")]
    public string Kind { get; } = "chat.completion";

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("created")]
    public required long Created { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("choices")]
    public required IReadOnlyList<ChatChoice> Choices { get; init; }

    [JsonPropertyName("usage")]
    public required CompletionUsage Usage { get; init; }

    [JsonPropertyName("service_tier")]
    public string ServiceTier { get; init; } = ServiceTiers.Default;

    [JsonPropertyName("system_fingerprint")]
    public required string SystemFingerprint { get; init; }
}
