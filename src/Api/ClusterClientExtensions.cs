namespace TenantLLM.Api;

/// <summary>How an Api process finds the silos: the keys under <c>Cluster</c>. All on loopback in this version.</summary>
internal static class ClusterClientExtensions
{
    private const int DefaultGatewayPort = 30_000;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    public static IClientBuilder UseConfiguredCluster(this IClientBuilder client, IConfiguration configuration) => client
        .UseLocalhostClustering(configuration.GetValue("Cluster:GatewayPort", DefaultGatewayPort))
        .UseConnectionRetryFilter(async (_, cancellationToken) =>
        {
            // An Api process may be up before the first silo: it waits for it.
            await Task.Delay(RetryDelay, TimeProvider.System, cancellationToken);
            return true;
        });
}
