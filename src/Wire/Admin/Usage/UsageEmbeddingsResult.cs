using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Admin.Usage;

/// <summary>What embeddings used. What it is not grouped by is null.</summary>
public sealed record UsageEmbeddingsResult
{
    [JsonPropertyName("object"), JsonPropertyOrder(-1)]
    public string Kind { get; } = "organization.usage.embeddings.result";

    [JsonPropertyName("input_tokens")]
    public required long InputTokens { get; init; }

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
}
