using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace TenantLLM.ServiceDefaults.Clustering;

/// <summary>Whether Redis is there. A cluster goes on without it.</summary>
internal sealed class RedisHealthCheck : IHealthCheck
{
    public const string Name = "redis";

    private IConnectionMultiplexer? _connection;

    /// <summary>The process's connection, once it has one.</summary>
    public IConnectionMultiplexer Watch(IConnectionMultiplexer connection) => _connection = connection;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_connection is { IsConnected: true }
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("It does not answer. Silos that start, stop or die are not noticed until it is back."));
}
