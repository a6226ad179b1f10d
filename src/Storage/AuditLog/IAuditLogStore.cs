namespace TenantLLM.Storage.AuditLog;

/// <summary>The audit log on disk, and the changes that it tells of.</summary>
public interface IAuditLogStore
{
    /// <summary>Writes a change and its entries in one commit; complete when both are on disk.</summary>
    Task WriteAsync(AuditedChange change, CancellationToken cancellationToken);

    /// <summary>Entries, newest first (with <c>Before</c>: oldest first), one more than asked for where there are more.</summary>
    Task<IReadOnlyList<AuditLogRow>> ListAsync(AuditLogFilter filter, CancellationToken cancellationToken);
}
