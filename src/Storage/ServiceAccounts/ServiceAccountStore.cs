using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Reading;

namespace TenantLLM.Storage.ServiceAccounts;

internal sealed class ServiceAccountStore(StoreReader reads) : IServiceAccountStore
{
    public Task<ServiceAccountRow?> FindAsync(string projectId, string id, CancellationToken cancellationToken) => reads.ReadAsync(
        context => context.ServiceAccounts.SingleOrDefaultAsync(row => row.ProjectId == projectId && row.Id == id, cancellationToken),
        cancellationToken);

    public async Task<IReadOnlyList<ServiceAccountRow>> ListAsync(
        string projectId, string? after, int limit, CancellationToken cancellationToken)
    {
        var from = after ?? "";
        return await reads.ReadAsync(
            context => context.ServiceAccounts.Where(row => row.ProjectId == projectId && string.Compare(row.Id, from) > 0)
                .OrderBy(row => row.Id).Take(limit + 1).ToListAsync(cancellationToken),
            cancellationToken);
    }
}
