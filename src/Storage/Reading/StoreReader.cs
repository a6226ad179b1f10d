using Microsoft.EntityFrameworkCore;

namespace TenantLLM.Storage.Reading;

/// <summary>Runs queries on the thread pool: SQLite's calls block, also the asynchronous ones, and no grain's turn may wait for
/// a disk.</summary>
internal sealed class StoreReader(IDbContextFactory<StoreContext> contexts)
{
    /// <summary>Runs a query over a context of its own; entities are not tracked.</summary>
    public Task<T> ReadAsync<T>(Func<StoreContext, Task<T>> query, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
            return await query(context);
        },
        cancellationToken);
}
