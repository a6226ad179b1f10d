using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Servers;

/// <summary>An Api process.</summary>
public sealed class ApiServer : HttpServer
{
    private ApiServer(ServerProcess process, string url)
        : base(process, url)
    {
    }

    /// <summary>Starts it and waits for nothing.</summary>
    public static ApiServer Launch(string folder, ClusterPorts ports, IReadOnlyDictionary<string, string>? environment = null)
    {
        var url = $"http://127.0.0.1:{Ports.Free()}";
        return new ApiServer(
            ServerProcess.Start("Api", folder, ["--Urls", url, "--Cluster:GatewayPort", $"{ports.Gateway}"], environment), url);
    }
}
