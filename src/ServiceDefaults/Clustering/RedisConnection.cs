using System.ComponentModel.DataAnnotations;
using StackExchange.Redis;

namespace TenantLLM.ServiceDefaults.Clustering;

/// <summary>The Redis that <c>Cluster:Redis</c> names.</summary>
public static class RedisConnection
{
    /// <summary>Reads a connection string.</summary>
    /// <exception cref="ValidationException">It is none. The message does not repeat it, as it may hold a password.</exception>
    public static ConfigurationOptions Parse(string connection)
    {
        try
        {
            var options = ConfigurationOptions.Parse(connection);
            if (options.EndPoints.Count > 0)
                return options;
        }
        catch (ArgumentException)
        {
            // Told below in the words of the configuration.
        }

        throw new ValidationException("Cluster:Redis must name a server, such as 'localhost:6379' or 'redis:6379,password=…,ssl=true'.");
    }

    /// <summary>Connects, and stays connected for as long as the process lives: Redis may go and come back.</summary>
    /// <exception cref="InvalidOperationException">It cannot be reached now.</exception>
    public static async Task<IConnectionMultiplexer> ConnectAsync(ConfigurationOptions options)
    {
        try
        {
            return await ConnectionMultiplexer.ConnectAsync(options);
        }
        catch (RedisConnectionException exception)
        {
            var servers = string.Join(", ", options.EndPoints.Select(server => server.ToString()));
            throw new InvalidOperationException(
                $"Cluster:Redis names {servers}, which does not answer as Redis: {exception.FailureType}. Start it, or correct the key.", exception);
        }
    }
}
