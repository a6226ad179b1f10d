using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TenantLLM.ServiceDefaults.Clustering;

/// <summary>Whether a silo is a member of its cluster.</summary>
internal sealed class SiloHealthCheck(ISiloStatusOracle silos) : IHealthCheck
{
    public const string Name = "cluster";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var count = silos.GetApproximateSiloStatuses(onlyActive: true).Count;
        return Task.FromResult(silos.CurrentStatus == SiloStatus.Active
            ? HealthCheckResult.Healthy($"Silos: {count}.")
            : HealthCheckResult.Unhealthy($"This silo is {silos.CurrentStatus}, and no active member of its cluster. Other silos: {count}."));
    }
}
