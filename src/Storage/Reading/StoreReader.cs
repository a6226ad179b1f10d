using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Failures;

namespace TenantLLM.Storage.Reading;

/// <summary>Runs queries on the thread pool: SQLite's calls block, also the asynchronous ones, and no grain's turn may wait for
/// a disk.</summary>
internal sealed class StoreReader(IDbContextFactory<StoreContext> contexts, StoreAvailability availability)
{
    /// <summary>Runs a query over a context of its own; entities are not tracked.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read.</exception>
    public Task<T> ReadAsync<T>(Func<StoreContext, Task<T>> query, CancellationToken cancellationToken) =>
        Task.Run(() => TryAsync(query, cancellationToken), cancellationToken);

    private async Task<T> TryAsync<T>(Func<StoreContext, Task<T>> query, CancellationToken cancellationToken)
    {
        try
        {
            T result;
            try
            {
                result = await RunAsync(query, cancellationToken);
            }
            catch (Exception exception) when (StoreFailure.IsDeadConnection(exception))
            {
                // A server that was restarted has left its connections in the pool: the first one that is found dead empties it.
                result = await RunAsync(query, cancellationToken);
            }

            availability.Succeeded();
            return result;
        }
        catch (Exception exception) when (availability.Failed(exception) is { } failure)
        {
            throw failure;
        }
    }

    private async Task<T> RunAsync<T>(Func<StoreContext, Task<T>> query, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await query(context);
    }
}
