using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Models;

/// <summary>The models a caller may use (<c>GET /v1/models</c>).</summary>
public sealed record ModelList
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "list";

    [JsonPropertyName("data")]
    public required IReadOnlyList<ModelObject> Data { get; init; }
}
