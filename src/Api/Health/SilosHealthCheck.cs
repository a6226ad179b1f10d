using Microsoft.Extensions.Diagnostics.HealthChecks;
using TenantLLM.Api.Isolation;
using TenantLLM.Grains.Abstractions.Models;

namespace TenantLLM.Api.Health;

/// <summary>Whether a silo answers, and a model does, too, or will when it is asked.</summary>
internal sealed class SilosHealthCheck(TenantGrains grains) : IHealthCheck
{
    public const string Name = "silos";

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var models = await grains.Shared<IModelCatalogueGrain>(IModelCatalogueGrain.Key).ListAsync().WaitAsync(cancellationToken);
            return models.Any(model => model.State != ModelState.Unavailable)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("No model can be served.");
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("No silo answers.", exception);
        }
    }
}
