using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Admin.Usage;

/// <summary>What generations used. All tokens are text. What it is not grouped by is null.</summary>
public sealed record UsageCompletionsResult
{
    [JsonPropertyName("object"), JsonPropertyOrder(-1)]
    public string Kind { get; } = "organization.usage.completions.result";

    [JsonPropertyName("input_tokens")]
    public required long InputTokens { get; init; }

    [JsonPropertyName("input_cached_tokens")]
    public required long InputCachedTokens { get; init; }

    [JsonPropertyName("input_uncached_tokens")]
    public long InputUncachedTokens => InputTokens - InputCachedTokens;

    [JsonPropertyName("output_tokens")]
    public required long OutputTokens { get; init; }

    [JsonPropertyName("input_text_tokens")]
    public long InputTextTokens => InputUncachedTokens;

    [JsonPropertyName("output_text_tokens")]
    public long OutputTextTokens => OutputTokens;

    [JsonPropertyName("input_cached_text_tokens")]
    public long InputCachedTextTokens => InputCachedTokens;

    [JsonPropertyName("num_model_requests")]
    public required long Requests { get; init; }

    [JsonPropertyName("project_id")]
    public string? ProjectId { get; init; }

    [JsonPropertyName("user_id")]
    public string? UserId { get; init; }

    [JsonPropertyName("api_key_id")]
    public string? ApiKeyId { get; init; }

    [JsonPropertyName("model")]
    public string? Model { get; init; }

    [JsonPropertyName("batch")]
    public bool? Batch { get; init; }

    [JsonPropertyName("service_tier")]
    public string? ServiceTier { get; init; }
}
