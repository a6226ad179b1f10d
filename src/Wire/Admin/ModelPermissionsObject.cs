using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Admin;

/// <summary>Which models a project may use.</summary>
public sealed record ModelPermissionsObject
{
    public const string AllowList = "allow_list";
    public const string DenyList = "deny_list";

    [JsonPropertyName("object")]
    public string Kind { get; } = "project.model_permissions";

    /// <summary><see cref="AllowList"/> or <see cref="DenyList"/>.</summary>
    [JsonPropertyName("mode")]
    public required string Mode { get; init; }

    [JsonPropertyName("model_ids")]
    public required IReadOnlyList<string> Models { get; init; }
}
