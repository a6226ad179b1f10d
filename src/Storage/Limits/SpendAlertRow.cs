namespace TenantLLM.Storage.Limits;

/// <summary>That a part of a month's limit was spent: it is told once.</summary>
public sealed record SpendAlertRow
{
    public required string ProjectId { get; init; }

    /// <summary>Unix seconds of the month's beginning.</summary>
    public required long Month { get; init; }

    /// <summary>The limit, in cents.</summary>
    public required long Cents { get; init; }

    /// <summary>Which part of it.</summary>
    public required int Percent { get; init; }
}
