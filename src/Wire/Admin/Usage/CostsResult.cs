using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Admin.Usage;

/// <summary>What usage cost. What it is not grouped by is null.</summary>
public sealed record CostsResult
{
    [JsonPropertyName("object"), JsonPropertyOrder(-1)]
    public string Kind { get; } = "organization.costs.result";

    [JsonPropertyName("amount")]
    public required CostAmount Amount { get; init; }

    /// <summary>A model and a kind of its tokens: <c>demo, input</c>.</summary>
    [JsonPropertyName("line_item")]
    public string? LineItem { get; init; }

    [JsonPropertyName("project_id")]
    public string? ProjectId { get; init; }

    [JsonPropertyName("api_key_id")]
    public string? ApiKeyId { get; init; }

    /// <summary>Tokens of a line item.</summary>
    [JsonPropertyName("quantity")]
    public long? Quantity { get; init; }

    [JsonPropertyName("quantity_unit")]
    public string? QuantityUnit => Quantity is null ? null : "tokens";
}

/// <summary>Money.</summary>
/// <param name="Value">Exact, to twelve decimals.</param>
/// <param name="Currency">Lower-case ISO 4217.</param>
public sealed record CostAmount(
    [property: JsonPropertyName("value")] decimal Value, [property: JsonPropertyName("currency")] string Currency);
