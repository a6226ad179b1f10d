namespace TenantLLM.Storage.Limits;

/// <summary>All that was set for a project.</summary>
/// <param name="Rates">By model.</param>
/// <param name="Permissions">Null: it may use every model.</param>
/// <param name="Spend">Null: it may spend what it likes.</param>
/// <param name="Alerts">What was told of the last months.</param>
public sealed record StoredLimits(
    IReadOnlyList<RateLimitRow> Rates, ModelPermissionsRow? Permissions, SpendLimitRow? Spend, IReadOnlyList<SpendAlertRow> Alerts);
