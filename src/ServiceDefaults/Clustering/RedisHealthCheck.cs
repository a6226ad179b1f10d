using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace TenantLLM.ServiceDefaults.Clustering;

/// <summary>Whether Redis is there. A cluster goes on without it.</summary>
internal sealed class RedisHealthCheck : IHealthCheck
{
    public const string Name = "redis";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private IConnectionMultiplexer? _connection;

    /// <summary>The process's connection, once it has one.</summary>
    public IConnectionMultiplexer Watch(IConnectionMultiplexer connection) => _connection = connection;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await AnswersAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("It does not answer. Silos that start, stop or die are not noticed until it is back.");

    /// <summary>It is asked: to a server that is silent a connection stands for minutes.</summary>
    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (_connection is not { IsConnected: true } connection)
            return false;
        try
        {
            await connection.GetDatabase().PingAsync().WaitAsync(Patience, TimeProvider.System, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return false;
        }
    }
}
