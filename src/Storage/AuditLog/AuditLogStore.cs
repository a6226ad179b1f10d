using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Reading;
using TenantLLM.Storage.Writing;

namespace TenantLLM.Storage.AuditLog;

internal sealed class AuditLogStore(StoreReader reads, WriteQueue writes) : IAuditLogStore
{
    public Task WriteAsync(AuditedChange change, CancellationToken cancellationToken) => writes.WriteAsync(
        context =>
        {
            context.AddRange(change.Added);
            context.UpdateRange(change.Updated);
            context.RemoveRange(change.Removed);
            context.AuditLog.AddRange(change.Entries);
        },
        cancellationToken);

    public async Task<IReadOnlyList<AuditLogRow>> ListAsync(AuditLogFilter filter, CancellationToken cancellationToken)
    {
        var rows = await reads.ReadAsync(
            context =>
            {
                var found = Filtered(context.AuditLog, filter);
                var ordered = filter.Before is null ? found.OrderByDescending(row => row.Id) : found.OrderBy(row => row.Id);
                return ordered.Take(filter.Limit + 1).ToListAsync(cancellationToken);
            },
            cancellationToken);
        return rows;
    }

    private static IQueryable<AuditLogRow> Filtered(IQueryable<AuditLogRow> rows, AuditLogFilter filter)
    {
        rows = rows.Where(row => row.EffectiveAt >= filter.From && row.EffectiveAt <= filter.To);
        if (filter.After is { } after)
            rows = rows.Where(row => string.Compare(row.Id, after) < 0);
        if (filter.Before is { } before)
            rows = rows.Where(row => string.Compare(row.Id, before) > 0);
        if (filter.Projects.Count > 0)
            rows = rows.Where(row => filter.Projects.Contains(row.ProjectId!));
        if (filter.Types.Count > 0)
            rows = rows.Where(row => filter.Types.Contains(row.Type));
        if (filter.Actors.Count > 0)
            rows = rows.Where(row => filter.Actors.Contains(row.ActorId));
        if (filter.Emails.Count > 0)
            rows = rows.Where(row => filter.Emails.Contains(row.ActorEmail!));
        return filter.Resources.Count > 0 ? rows.Where(row => filter.Resources.Contains(row.ResourceId)) : rows;
    }
}
