using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace TenantLLM.ServiceDefaults.Health;

/// <summary>Whether the process has started, and is not about to stop.</summary>
internal sealed class ProcessHealthCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public const string Name = "process";

    public bool HasStarted => lifetime.ApplicationStarted.IsCancellationRequested;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(this switch
        {
            { HasStarted: false } => HealthCheckResult.Unhealthy("It is starting."),
            _ when lifetime.ApplicationStopping.IsCancellationRequested => HealthCheckResult.Unhealthy("It is stopping."),
            _ => HealthCheckResult.Healthy(),
        });
}
