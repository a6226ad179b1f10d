using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Admin;

/// <summary>A project's key, redacted.</summary>
public sealed record ProjectApiKeyObject : IAdminObject
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "organization.project.api_key";

    [JsonPropertyName("redacted_value")]
    public required string RedactedValue { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("created_at")]
    public required long CreatedAt { get; init; }

    /// <summary>Unix seconds; null: never.</summary>
    [JsonPropertyName("last_used_at")]
    public required long? LastUsedAt { get; init; }

    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("owner_project_access")]
    public string OwnerProjectAccess { get; } = "active";

    [JsonPropertyName("owner")]
    public required ProjectApiKeyOwner Owner { get; init; }
}

/// <summary>Whom a key belongs to: here always a service account.</summary>
public sealed record ProjectApiKeyOwner
{
    [JsonPropertyName("type")]
    public string Type { get; } = "service_account";

    /// <summary>Absent for a key that is older than service accounts.</summary>
    [JsonPropertyName("service_account")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required ProjectApiKeyOwnerAccount? ServiceAccount { get; init; }
}

/// <summary>The account of a <see cref="ProjectApiKeyOwner"/>.</summary>
public sealed record ProjectApiKeyOwnerAccount
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("created_at")]
    public required long CreatedAt { get; init; }

    /// <summary><see cref="ServiceAccountRoles"/>.</summary>
    [JsonPropertyName("role")]
    public required string Role { get; init; }
}
