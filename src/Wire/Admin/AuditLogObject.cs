using System.Text.Json;
using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Admin;

/// <summary>An entry of the audit log. What happened is in a field with the name of its type.</summary>
public sealed record AuditLogObject : IAdminObject
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("effective_at")]
    public required long EffectiveAt { get; init; }

    /// <summary>Absent for what happened in no project.</summary>
    [JsonPropertyName("project")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required AuditLogProject? Project { get; init; }

    /// <summary>Null: the server's configuration.</summary>
    [JsonPropertyName("actor")]
    public required AuditLogActor? Actor { get; init; }

    /// <summary>Of one entry: the type, and an object with the id and what was asked for.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Event { get; } = new Dictionary<string, JsonElement>();

    /// <summary>What happened to what.</summary>
    /// <param name="details">JSON; null where the id says all.</param>
    public static JsonElement EventOf(string type, string resourceId, string? details)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("id", resourceId);
            if (details is not null)
            {
                writer.WritePropertyName(type.EndsWith(".created", StringComparison.Ordinal) ? "data" : "changes_requested");
                writer.WriteRawValue(details);
            }

            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.Clone();
    }
}

/// <summary>Where it happened.</summary>
public sealed record AuditLogProject
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string? Name { get; init; }
}

/// <summary>Who did it, and from where.</summary>
public sealed record AuditLogActor
{
    /// <summary><c>session</c> or <c>api_key</c>.</summary>
    [JsonPropertyName("type")]
    public string Type => Session is null ? "api_key" : "session";

    [JsonPropertyName("session")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AuditLogSession? Session { get; init; }

    [JsonPropertyName("api_key")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AuditLogApiKey? ApiKey { get; init; }
}

/// <summary>A user who came with a token.</summary>
public sealed record AuditLogSession
{
    [JsonPropertyName("user")]
    public required AuditLogUser User { get; init; }

    [JsonPropertyName("ip_address")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required string? IpAddress { get; init; }
}

/// <summary>A user.</summary>
public sealed record AuditLogUser
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("email")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required string? Email { get; init; }
}

/// <summary>An admin key.</summary>
public sealed record AuditLogApiKey
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("type")]
    public string Type { get; } = "user";

    /// <summary>OpenAI has the address of sessions only.</summary>
    [JsonPropertyName("ip_address")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required string? IpAddress { get; init; }
}
