using TenantLLM.EndToEnd.Servers.Secrets;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Servers;

/// <summary>A Silo process with the demo model and one project, <c>team</c>.</summary>
public sealed class SiloServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private SiloServer(ServerProcess process) => Process = process;

    public ServerProcess Process { get; }

    /// <summary>The line about the project.</summary>
    public string Announcement { get; private set; } = "";

    /// <summary>The key it printed; empty at a later start on the same data.</summary>
    public string Key => StandaloneServer.KeyPattern().Match(Announcement).Value;

    public static Task<SiloServer> StartAsync(string folder, ClusterPorts ports, params string[] settings) =>
        StartAsync(folder, ports, null, settings);

    public static async Task<SiloServer> StartAsync(
        string folder, ClusterPorts ports, IReadOnlyDictionary<string, string>? environment, params string[] settings)
    {
        var server = new SiloServer(ServerProcess.Start("Silo", folder,
        [
            "--Models:0:Path", TestKit.Workspace.InRepository("models", "demo", "demo.gguf"),
            "--Projects:0:Name", "team",
            "--Cluster:SiloPort", $"{ports.Silo}",
            "--Cluster:GatewayPort", $"{ports.Gateway}",
            .. settings,
        ], environment));
        try
        {
            server.Announcement = (await server.Process.StandardOutput.WaitForAsync(new("Project 'team' .*"), Patience)).Value;
            TestSecrets.AddKeysIn(server.Announcement);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}

/// <summary>Where a silo listens.</summary>
public sealed record ClusterPorts(int Silo, int Gateway)
{
    public static ClusterPorts Free() => new(Ports.Free(), Ports.Free());
}
