using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Reading;
using TenantLLM.Storage.Writing;

namespace TenantLLM.Storage.ApiKeys;

internal sealed class ApiKeyStore(StoreReader reads, WriteQueue writes) : IApiKeyStore
{
    public Task<ApiKeyRow?> FindByHashAsync(string hash, CancellationToken cancellationToken) => reads.ReadAsync(
        context => context.ApiKeys.SingleOrDefaultAsync(row => row.Hash == hash, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<ApiKeyRow>> ListAsync(string projectId, CancellationToken cancellationToken)
    {
        var keys = await reads.ReadAsync(
            context => context.ApiKeys.Where(row => row.ProjectId == projectId).ToListAsync(cancellationToken), cancellationToken);

        // SQLite has no order for times with an offset.
        return [.. keys.OrderBy(key => key.CreatedAt)];
    }

    public Task AddAsync(ApiKeyRow key, CancellationToken cancellationToken) =>
        writes.WriteAsync(context => context.ApiKeys.Add(key), cancellationToken);

    public Task UpdateAsync(ApiKeyRow key, CancellationToken cancellationToken) =>
        writes.WriteAsync(context => context.ApiKeys.Update(key), cancellationToken);
}
