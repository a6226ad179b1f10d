using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Admin;

/// <summary>What a project may spend in a month.</summary>
public sealed record SpendLimitObject
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "project.spend_limit";

    /// <summary>Hundredths of the operator's currency unit.</summary>
    [JsonPropertyName("threshold_amount")]
    public required long Amount { get; init; }

    [JsonPropertyName("currency")]
    public string Currency { get; } = "USD";

    [JsonPropertyName("interval")]
    public string Interval { get; } = "month";

    [JsonPropertyName("enforcement")]
    public required SpendLimitEnforcement Enforcement { get; init; }
}

/// <summary>Whether requests are refused for a limit now.</summary>
/// <param name="Status"><c>inactive</c> or <c>enforcing</c>.</param>
public sealed record SpendLimitEnforcement([property: JsonPropertyName("status")] string Status);
