namespace TenantLLM.Storage.AuditLog;

/// <summary>Rows that change together with their entries in the audit log: all of it is on disk, or none.</summary>
/// <param name="Entries">At least one.</param>
public sealed record AuditedChange(params IReadOnlyList<AuditLogRow> Entries)
{
    public IReadOnlyList<object> Added { get; init; } = [];

    public IReadOnlyList<object> Updated { get; init; } = [];

    public IReadOnlyList<object> Removed { get; init; } = [];
}
