namespace TenantLLM.Storage.Limits;

/// <summary>What a project may spend in a month.</summary>
public sealed record SpendLimitRow
{
    public required string ProjectId { get; init; }

    /// <summary>Hundredths of the operator's currency unit.</summary>
    public required long Cents { get; init; }
}
