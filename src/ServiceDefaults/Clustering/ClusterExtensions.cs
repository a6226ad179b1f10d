using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using StackExchange.Redis;

namespace TenantLLM.ServiceDefaults.Clustering;

/// <summary>How silos and Api nodes join a cluster: through Redis, or on this machine's loopback.</summary>
public static class ClusterExtensions
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>How long a new silo, or one that has left, may go unnoticed by an Api node.</summary>
    private static readonly TimeSpan GatewayRefresh = TimeSpan.FromSeconds(5);

    /// <summary>Reads the keys under <c>Cluster</c>; they are validated when the host starts.</summary>
    public static ClusterOptions AddClusterOptions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ClusterOptions>().BindConfiguration(ClusterOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return builder.Configuration.GetSection(ClusterOptions.Section).Get<ClusterOptions>() ?? new ClusterOptions();
    }

    /// <summary>Makes a silo join.</summary>
    public static ISiloBuilder UseConfiguredCluster(this ISiloBuilder silo, ClusterOptions cluster)
    {
        silo.Services.AddHealthChecks().AddCheck<SiloHealthCheck>(SiloHealthCheck.Name);
        if (cluster.Redis is null)
        {
            return silo
                .UseLocalhostClustering(cluster.SiloPort, cluster.GatewayPort)
                .Configure<EndpointOptions>(endpoint => endpoint.AdvertisedIPAddress = IPAddress.Loopback);
        }

        var redis = RedisConnection.Parse(cluster.Redis);
        var health = silo.Services.AddRedisHealth();
        return silo
            .UseRedisClustering(options =>
            {
                options.ConfigurationOptions = redis;
                options.CreateMultiplexer = async _ => (health.Watch(await RedisConnection.ConnectAsync(redis)), false);
            })
            .Configure<Orleans.Configuration.ClusterOptions>(cluster.Name)
            .Configure<ClusterMembershipOptions>(NoticeTheDead)
            .Configure<GrainDirectoryOptions>(TrustThatTheDeadAreDead)
            .KeepGrainsWhenSilosGo()
            .ConfigureEndpoints(cluster);
    }

    /// <summary>Makes an Api node a client. It waits for Redis and for the first silo, for as long as it takes.</summary>
    public static IClientBuilder UseConfiguredCluster(this IClientBuilder client, ClusterOptions cluster)
    {
        client.UseConnectionRetryFilter(async (_, cancellationToken) =>
        {
            await Task.Delay(RetryDelay, TimeProvider.System, cancellationToken);
            return true;
        });
        if (cluster.Redis is null)
            return client.UseLocalhostClustering(cluster.GatewayPort);

        var redis = RedisConnection.Parse(cluster.Redis);
        redis.AbortOnConnectFail = false;
        var health = client.Services.AddRedisHealth();
        return client
            .UseRedisClustering(options =>
            {
                options.ConfigurationOptions = redis;
                options.CreateMultiplexer = async _ => (health.Watch(await ConnectionMultiplexer.ConnectAsync(redis)), false);
            })
            .Configure<Orleans.Configuration.ClusterOptions>(cluster.Name)
            .Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = GatewayRefresh);
    }

    private static RedisHealthCheck AddRedisHealth(this IServiceCollection services)
    {
        var check = new RedisHealthCheck();
        services.AddHealthChecks().AddCheck(RedisHealthCheck.Name, check);
        return check;
    }

    private static void Name(this ClusterOptions cluster, Orleans.Configuration.ClusterOptions orleans) =>
        (orleans.ClusterId, orleans.ServiceId) = (cluster.Id, cluster.Id);

    /// <summary>A silo that does not answer is declared dead within some four seconds, by two others where there are so many.</summary>
    private static void NoticeTheDead(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.NumMissedProbesLimit = 3;
        membership.NumVotesForDeathDeclaration = 2;
    }

    /// <summary>Orleans would let nobody have a grain of a silo that was declared dead for half a minute, nor any grain that the dead silo's part of the
    /// directory knew, in case it still runs. It sees that it was declared dead, and ends; until then the database keeps turns apart.</summary>
    private static void TrustThatTheDeadAreDead(GrainDirectoryOptions directory) => directory.RangeLeaseDuration = TimeSpan.Zero;

    /// <summary>The older directory forgets grains of silos that stay when another goes: their streams would break.</summary>
    private static ISiloBuilder KeepGrainsWhenSilosGo(this ISiloBuilder silo) =>
#pragma warning disable ORLEANSEXP003 // Marked as experimental, and the one that keeps its promises.
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003

    private static ISiloBuilder ConfigureEndpoints(this ISiloBuilder silo, ClusterOptions cluster) => cluster.AdvertisedAddress is { } address
        ? silo.ConfigureEndpoints(address, cluster.SiloPort, cluster.GatewayPort, listenOnAnyHostAddress: !IsLoopback(address))
        : silo.ConfigureEndpoints(cluster.SiloPort, cluster.GatewayPort, listenOnAnyHostAddress: true);

    private static bool IsLoopback(string address) => IPAddress.TryParse(address, out var ip) && IPAddress.IsLoopback(ip);
}
