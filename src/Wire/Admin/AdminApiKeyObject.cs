using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Admin;

/// <summary>An admin key, redacted.</summary>
public sealed record AdminApiKeyObject : IAdminObject
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "organization.admin_api_key";

    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("redacted_value")]
    public required string RedactedValue { get; init; }

    /// <summary>The key itself: only in the answer that makes it.</summary>
    [JsonPropertyName("value")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Value { get; init; }

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("created_at")]
    public required long CreatedAt { get; init; }

    /// <summary>Unix seconds; null: never.</summary>
    [JsonPropertyName("expires_at")]
    public required long? ExpiresAt { get; init; }

    /// <summary>Unix seconds; null: never.</summary>
    [JsonPropertyName("last_used_at")]
    public required long? LastUsedAt { get; init; }

    [JsonPropertyName("owner")]
    public required AdminApiKeyOwner Owner { get; init; }
}

/// <summary>Who made an admin key.</summary>
public sealed record AdminApiKeyOwner
{
    [JsonPropertyName("type")]
    public string Type { get; } = "user";

    [JsonPropertyName("object")]
    public string Kind { get; } = "organization.user";

    /// <summary>The id of the key or of the user that made it.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Unix seconds: when the key was made.</summary>
    [JsonPropertyName("created_at")]
    public required long CreatedAt { get; init; }

    [JsonPropertyName("role")]
    public string Role { get; } = "owner";
}
