using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Reading;
using TenantLLM.Storage.Writing;

namespace TenantLLM.Storage.Limits;

internal sealed class LimitStore(StoreReader reads, WriteQueue writes) : ILimitStore
{
    public Task<StoredLimits> ReadAsync(string projectId, long since, CancellationToken cancellationToken) => reads.ReadAsync(
        async context => new StoredLimits(
            await context.RateLimits.Where(row => row.ProjectId == projectId).ToListAsync(cancellationToken),
            await context.ModelPermissions.SingleOrDefaultAsync(row => row.ProjectId == projectId, cancellationToken),
            await context.SpendLimits.SingleOrDefaultAsync(row => row.ProjectId == projectId, cancellationToken),
            await context.SpendAlerts.Where(row => row.ProjectId == projectId && row.Month >= since).ToListAsync(cancellationToken)),
        cancellationToken);

    public Task AddAsync(SpendAlertRow alert, CancellationToken cancellationToken) =>
        writes.WriteAsync(context => context.SpendAlerts.Add(alert), cancellationToken);
}
