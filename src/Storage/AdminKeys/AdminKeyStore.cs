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

    public Task WriteLastUseAsync(AdminKeyRow key, DateTimeOffset usedAt, CancellationToken cancellationToken) => writes.WriteAsync(
        context => context.Attach(key with { LastUsedAt = usedAt }).Property(row => row.LastUsedAt).IsModified = true, cancellationToken);
}
