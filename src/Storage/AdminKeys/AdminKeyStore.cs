using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Reading;
using TenantLLM.Storage.Writing;

namespace TenantLLM.Storage.AdminKeys;

internal sealed class AdminKeyStore(StoreReader reads, WriteQueue writes) : IAdminKeyStore
{
    public Task<AdminKeyRow?> FindByHashAsync(string hash, CancellationToken cancellationToken) => reads.ReadAsync(
        context => context.AdminKeys.SingleOrDefaultAsync(row => row.Hash == hash, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<AdminKeyRow>> ListAsync(CancellationToken cancellationToken) => await reads.ReadAsync(
        context => context.AdminKeys.OrderBy(row => row.Id).ToListAsync(cancellationToken), cancellationToken);

    public Task AddAsync(AdminKeyRow key, CancellationToken cancellationToken) =>
        writes.WriteAsync(context => context.AdminKeys.Add(key), cancellationToken);

    public Task RemoveAsync(AdminKeyRow key, CancellationToken cancellationToken) =>
        writes.WriteAsync(context => context.AdminKeys.Remove(key), cancellationToken);
}
