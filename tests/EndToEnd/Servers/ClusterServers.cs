using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Servers;

/// <summary>Two silos and two Api nodes, each a process of its own, with Redis between them and one database.</summary>
internal sealed class ClusterServers : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ClusterServers(RedisServer redis) => Redis = redis;

    public RedisServer Redis { get; }

    public List<SiloServer> Silos { get; } = [];

    public List<ApiServer> Apis { get; } = [];

    public string Key { get; private set; } = "";

    /// <summary>Starts them all and waits until both Api nodes are ready.</summary>
    /// <param name="settings">What a silo of this number, from 0, has beside the demo model and its project.</param>
    public static async Task<ClusterServers> StartAsync(Func<int, string, string[]> settings)
    {
        var cluster = new ClusterServers(await RedisServer.StartAsync());
        try
        {
            for (var number = 0; number < 2; number++)
                cluster.Silos.Add(await cluster.StartSiloAsync(settings(number, cluster._folder.Root)));
            cluster.Key = cluster.Silos[0].Key;
            for (var number = 0; number < 2; number++)
                cluster.Apis.Add(ApiServer.Launch(cluster._folder.Root, ClusterPorts.Free(), settings: ["--Cluster:Redis", cluster.Redis.Connection]));
            foreach (var api in cluster.Apis)
                await api.WaitForHealthAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public Task<SiloServer> StartSiloAsync(string[] settings) => SiloServer.StartAsync(
        _folder.Root, ClusterPorts.Free(), ["--Cluster:Redis", Redis.Connection, "--Cluster:AdvertisedAddress", "127.0.0.1", .. settings]);

    public async ValueTask DisposeAsync()
    {
        foreach (var api in Apis)
            await api.DisposeAsync();
        foreach (var silo in Silos)
            await silo.DisposeAsync();
        await Redis.DisposeAsync();
        _folder.Dispose();
    }
}
