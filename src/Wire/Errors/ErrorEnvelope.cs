using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Errors;

/// <summary>The body of every answer that is an error.</summary>
public sealed record ErrorEnvelope([property: JsonPropertyName("error")] ErrorBody Error);

/// <summary>An error on the wire; all four keys are always written.</summary>
public sealed record ErrorBody
{
    [JsonPropertyName("message")]
    public required string Message { get; init; }

    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("param")]
    public required string? Param { get; init; }

    [JsonPropertyName("code")]
    public required string? Code { get; init; }
}
