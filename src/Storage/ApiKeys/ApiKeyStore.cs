using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Reading;
using TenantLLM.Storage.Writing;

namespace TenantLLM.Storage.ApiKeys;

internal sealed class ApiKeyStore(StoreReader reads, WriteQueue writes) : IApiKeyStore
{
    public Task<ApiKeyRow?> FindByHashAsync(string hash, CancellationToken cancellationToken) => reads.ReadAsync(
        context => context.ApiKeys.SingleOrDefaultAsync(row => row.Hash == hash, cancellationToken), cancellationToken);

    public Task<ApiKeyRow?> FindAsync(string projectId, string id, CancellationToken cancellationToken) => reads.ReadAsync(
        context => context.ApiKeys.SingleOrDefaultAsync(row => row.ProjectId == projectId && row.Id == id, cancellationToken),
        cancellationToken);

    public async Task<IReadOnlyList<ApiKeyRow>> ListAsync(string projectId, CancellationToken cancellationToken)
    {
        var keys = await ListAsync(context => context.ApiKeys.Where(row => row.ProjectId == projectId), cancellationToken);

        // SQLite has no order for times with an offset.
        return [.. keys.OrderBy(key => key.CreatedAt)];
    }

    public Task<IReadOnlyList<ApiKeyRow>> ListValidAsync(string projectId, string? after, int limit, CancellationToken cancellationToken)
    {
        var from = after ?? "";
        return ListAsync(
            context => Valid(context, projectId).Where(row => string.Compare(row.Id, from) > 0).OrderBy(row => row.Id).Take(limit + 1),
            cancellationToken);
    }

    public Task<IReadOnlyList<ApiKeyRow>> ListOfAccountAsync(string projectId, string serviceAccountId, CancellationToken cancellationToken) =>
        ListAsync(context => Valid(context, projectId).Where(row => row.ServiceAccountId == serviceAccountId), cancellationToken);

    public Task WriteLastUseAsync(ApiKeyRow key, DateTimeOffset usedAt, CancellationToken cancellationToken) => writes.WriteAsync(
        context => context.Attach(key with { LastUsedAt = usedAt }).Property(row => row.LastUsedAt).IsModified = true, cancellationToken);

    private async Task<IReadOnlyList<ApiKeyRow>> ListAsync(Func<StoreContext, IQueryable<ApiKeyRow>> query, CancellationToken cancellationToken) =>
        await reads.ReadAsync(context => query(context).ToListAsync(cancellationToken), cancellationToken);

    private static IQueryable<ApiKeyRow> Valid(StoreContext context, string projectId) =>
        context.ApiKeys.Where(row => row.ProjectId == projectId && row.RevokedAt == null);
}
