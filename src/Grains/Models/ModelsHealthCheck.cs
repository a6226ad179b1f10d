using Microsoft.Extensions.Diagnostics.HealthChecks;
using TenantLLM.Grains.Abstractions.Models;

namespace TenantLLM.Grains.Models;

/// <summary>Whether this silo serves a model, or will when it is asked.</summary>
internal sealed class ModelsHealthCheck(ModelCatalogue catalogue) : IHealthCheck
{
    public const string Name = "models";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var models = await catalogue.ListAsync(cancellationToken);
        var unavailable = models.Count(model => model.State == ModelState.Unavailable);
        var states = string.Join(", ", models.Select(model => $"{model.Id}: {model.State}"));
        if (models.IsEmpty)
            return HealthCheckResult.Unhealthy("There are none.");
        if (unavailable == models.Length)
            return HealthCheckResult.Unhealthy(states);
        return unavailable == 0 ? HealthCheckResult.Healthy(states) : HealthCheckResult.Degraded(states);
    }
}
