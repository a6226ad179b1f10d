using Microsoft.Extensions.Diagnostics.HealthChecks;
using TenantLLM.Storage.Writing;

namespace TenantLLM.Storage.Health;

/// <summary>Whether the database took the last write. One that is full or read-only still serves what is only read, and a process that is sent no
/// requests would never find that it can be written again.</summary>
internal sealed class WritesHealthCheck(WriteQueue queue) : IHealthCheck
{
    public const string Name = "writes";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(queue.LastFailure is { } reason ? HealthCheckResult.Degraded(reason) : HealthCheckResult.Healthy());
}
