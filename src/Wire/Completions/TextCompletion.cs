using System.Text.Json.Serialization;
using TenantLLM.Wire.Chat;

namespace TenantLLM.Wire.Completions;

/// <summary>The answer to a completion request that does not stream.</summary>
public sealed record TextCompletion
{
    internal const string ObjectName = "text_completion";

    /// <summary><c>cmpl-…</c>.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("object")]
    public string Kind { get; } = ObjectName;

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("created")]
    public required long Created { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("choices")]
    public required IReadOnlyList<TextChoice> Choices { get; init; }

    [JsonPropertyName("usage")]
    public required CompletionUsage Usage { get; init; }

    [JsonPropertyName("system_fingerprint")]
    public required string SystemFingerprint { get; init; }
}
