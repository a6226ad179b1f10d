using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Admin;

/// <summary>A service account.</summary>
public sealed record ServiceAccountObject : IAdminObject
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "organization.project.service_account";

    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary><see cref="ServiceAccountRoles"/>.</summary>
    [JsonPropertyName("role")]
    public required string Role { get; init; }

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("created_at")]
    public required long CreatedAt { get; init; }
}

/// <summary>A service account just made, with its first key.</summary>
public sealed record CreatedServiceAccountObject
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "organization.project.service_account";

    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("role")]
    public required string Role { get; init; }

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("created_at")]
    public required long CreatedAt { get; init; }

    /// <summary>Null where none was wanted.</summary>
    [JsonPropertyName("api_key")]
    public required ServiceAccountKeyObject? ApiKey { get; init; }
}

/// <summary>A key just made: the only time it is told.</summary>
public sealed record ServiceAccountKeyObject
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "organization.project.service_account.api_key";

    /// <summary>The key itself.</summary>
    [JsonPropertyName("value")]
    public required string Value { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("created_at")]
    public required long CreatedAt { get; init; }

    [JsonPropertyName("id")]
    public required string Id { get; init; }
}

/// <summary>What a service account is in its project.</summary>
public static class ServiceAccountRoles
{
    public const string Owner = "owner";
    public const string Member = "member";
}
