using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Models;

/// <summary>A model a caller may use (<c>GET /v1/models/{model}</c>).</summary>
public sealed record ModelObject
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("object")]
    public string Kind { get; } = "model";

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("created")]
    public required long Created { get; init; }

    [JsonPropertyName("owned_by")]
    public required string OwnedBy { get; init; }
}
