using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TenantLLM.Storage.Failures;

namespace TenantLLM.Storage.Health;

/// <summary>Whether the database can be read.</summary>
internal sealed class StoreHealthCheck(IDbContextFactory<StoreContext> contexts) : IHealthCheck
{
    public const string Name = "store";

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // SQLite's calls block, and hear of no cancellation.
            await Task.Run(() => ReadAsync(cancellationToken), cancellationToken).WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (OperationCanceledException exception)
        {
            return HealthCheckResult.Unhealthy("It did not answer in time.", exception);
        }
        catch (Exception exception) when (StoreFailure.ReasonOf(exception) is not null)
        {
            return HealthCheckResult.Unhealthy("It cannot be read.", exception);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TryAsync(cancellationToken);
        }
        catch (Exception exception) when (StoreFailure.IsDeadConnection(exception))
        {
            // A server that was restarted has left its connections in the pool.
            await TryAsync(cancellationToken);
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Projects.AnyAsync(cancellationToken);
    }
}
