using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Admin;

/// <summary>The limits of a project and model. Where nothing limits it, the largest limit there is stands.</summary>
public sealed record ProjectRateLimitObject : IAdminObject
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "project.rate_limit";

    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("max_requests_per_1_minute")]
    public required long RequestsPerMinute { get; init; }

    [JsonPropertyName("max_tokens_per_1_minute")]
    public required long TokensPerMinute { get; init; }

    /// <summary>Absent where nothing limits it.</summary>
    [JsonPropertyName("max_requests_per_1_day")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required long? RequestsPerDay { get; init; }
}
