using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Writing;

namespace TenantLLM.Storage.ApiKeys;

internal sealed class ApiKeyStore(IDbContextFactory<StoreContext> contexts, WriteQueue writes) : IApiKeyStore
{
    public async Task<ApiKeyRow?> FindByHashAsync(string hash, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ApiKeys.AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash, cancellationToken);
    }

    public async Task<IReadOnlyList<ApiKeyRow>> ListAsync(string projectId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var keys = await context.ApiKeys.AsNoTracking().Where(row => row.ProjectId == projectId).ToListAsync(cancellationToken);
        return [.. keys.OrderBy(key => key.CreatedAt)];
    }

    public Task AddAsync(ApiKeyRow key, CancellationToken cancellationToken) =>
        writes.WriteAsync(context => context.ApiKeys.Add(key), cancellationToken);

    public Task UpdateAsync(ApiKeyRow key, CancellationToken cancellationToken) =>
        writes.WriteAsync(context => context.ApiKeys.Update(key), cancellationToken);
}
