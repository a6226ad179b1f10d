using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Admin;

/// <summary>A project.</summary>
public sealed record ProjectObject : IAdminObject
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("object")]
    public string Kind { get; } = "organization.project";

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("created_at")]
    public required long CreatedAt { get; init; }

    /// <summary>Unix seconds; null: it is not archived.</summary>
    [JsonPropertyName("archived_at")]
    public required long? ArchivedAt { get; init; }

    [JsonPropertyName("status")]
    public string Status => ArchivedAt is null ? "active" : "archived";
}
