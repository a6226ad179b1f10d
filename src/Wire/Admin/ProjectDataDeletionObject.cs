using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Admin;

/// <summary>The deletion of a project's data. OpenAI has none.</summary>
public sealed record ProjectDataDeletionObject
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "organization.project.data_deletion";

    [JsonPropertyName("project_id")]
    public required string ProjectId { get; init; }

    /// <summary><c>in_progress</c> or <c>completed</c>.</summary>
    [JsonPropertyName("status")]
    public string Status => CompletedAt is null ? "in_progress" : "completed";

    /// <summary>Whether the usage goes, too.</summary>
    [JsonPropertyName("include_usage")]
    public required bool IncludeUsage { get; init; }

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("requested_at")]
    public required long RequestedAt { get; init; }

    /// <summary>Unix seconds; null: something is left.</summary>
    [JsonPropertyName("completed_at")]
    public required long? CompletedAt { get; init; }
}
