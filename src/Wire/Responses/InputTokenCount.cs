using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Responses;

/// <summary>How many tokens a prompt has.</summary>
public sealed record InputTokenCount([property: JsonPropertyName("input_tokens"), JsonPropertyOrder(1)] int InputTokens)
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "response.input_tokens";
}
