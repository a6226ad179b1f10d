using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Databases;
using Xunit;

namespace TenantLLM.EndToEnd.Servers;

/// <summary>The cluster that <c>make cluster</c> starts: two silos and two Api nodes, each a process of its own, with Redis and PostgreSQL.</summary>
internal sealed partial class ClusterServers : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Long enough for the answers of a test, and no wait at its end.</summary>
    private const string Drain = "00:01:00";

    private readonly TemporaryFolder _folder = new();
    private readonly ServerProcess _script;

    private ClusterServers(Func<int, string, string[]> settings, string[] apiSettings) => _script = ServerProcess.StartScript(
        Workspace.InRepository("eng", "cluster.sh"),
        _folder.Root,
        new Dictionary<string, string>
        {
            ["CLUSTER_FOLDER"] = _folder.Root,
            ["CLUSTER_PORTS"] = string.Join(' ', Enumerable.Range(0, 12).Select(_ => Ports.Free())),
            ["CLUSTER_SILO_1"] = string.Join(' ', [.. settings(1, _folder.Root), "--Cluster:DrainTimeout", Drain]),
            ["CLUSTER_SILO_2"] = string.Join(' ', [.. settings(2, _folder.Root), "--Cluster:DrainTimeout", Drain]),
            ["CLUSTER_API"] = string.Join(' ', apiSettings),
            ["CLUSTER_BUILD"] = ServerProcess.Build,
            ["CLUSTER_NO_BUILD"] = "1",
            ["CLUSTER_UNTIL_EOF"] = "1",
        });

    /// <summary>The key of the project <c>demo</c>.</summary>
    public string Key { get; private set; } = "";

    public IReadOnlyList<ClusterApi> Apis { get; private set; } = [];

    /// <summary>Starts them all and waits until both Api nodes are ready.</summary>
    /// <param name="settings">What a silo of this number, 1 or 2, has on its command line; the folder for its files.</param>
    /// <param name="apiSettings">What both Api nodes have on theirs.</param>
    public static async Task<ClusterServers> StartAsync(Func<int, string, string[]> settings, params string[] apiSettings)
    {
        var cluster = new ClusterServers(settings, apiSettings);
        try
        {
            await cluster._script.StandardOutput.WaitForAsync(Ready(), Patience);
            cluster.Key = StandaloneServer.KeyPattern().Match(cluster._script.StandardOutput.Text).Value;
            cluster.Apis = [cluster.Api("api-1"), cluster.Api("api-2")];
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

    /// <summary>Sends a signal to a process of the cluster: <c>silo-1</c>, <c>redis</c>.</summary>
    public async Task SignalAsync(string name, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Find(name).Id]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Sends a signal to a process and to those it has started, such as those of <c>postgres</c>.</summary>
    public async Task SignalAllAsync(string name, string signal)
    {
        var id = Find(name).Id;
        if (!Directory.Exists($"/proc/{id}"))
            return;
        var children = (await File.ReadAllTextAsync($"/proc/{id}/task/{id}/children")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        using var kill = Process.Start("kill", [$"-{signal}", id, .. children]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Starts PostgreSQL again, once it has ended.</summary>
    public RestartedPostgreSql RestartPostgreSql() => new(_folder.Root, int.Parse(Find("postgres").Address.Split(':')[^1], CultureInfo.InvariantCulture));

    /// <summary>Waits until a process of the cluster has ended.</summary>
    public Task WaitForEndAsync(string name) => Waiting.UntilAsync(
        () => Task.FromResult(!Directory.Exists($"/proc/{Find(name).Id}") || File.ReadAllText($"/proc/{Find(name).Id}/stat").Contains(") Z", StringComparison.Ordinal)),
        Patience,
        $"{name} ends");

    /// <summary>The operator port of a process of the cluster; without a slash at its end.</summary>
    public string OperatorsOf(string name) => Find(name).Operators;

    public string LogOf(string name) => File.ReadAllText(_folder.File($"{name}.log"));

    public async ValueTask DisposeAsync()
    {
        await _script.EndInputAsync(Patience);
        await _script.DisposeAsync();
        _folder.Dispose();
    }

    private ClusterApi Api(string name) => new(_script, Find(name).Address);

    private (string Id, string Address, string Operators) Find(string name)
    {
        var line = Line().Matches(_script.StandardOutput.Text).Single(match => match.Groups["name"].Value == name);
        return (line.Groups["pid"].Value, line.Groups["address"].Value, line.Groups["operators"].Value);
    }

    [GeneratedRegex("The cluster is ready")]
    private static partial Regex Ready();

    [GeneratedRegex(@"^(?<name>\S+)\s+pid (?<pid>\d+)\s+(?<address>\S+)(  operators (?<operators>\S+))?", RegexOptions.Multiline)]
    private static partial Regex Line();
}

/// <summary>An Api node of a cluster; it lives as long as that.</summary>
internal sealed class ClusterApi(ServerProcess cluster, string url) : HttpServer(cluster, url);

/// <summary>A test of a cluster; it skips, saying so, where there is no Redis or PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute() => Skip = PostgreSqlServer.Missing ?? (IsInstalled("redis-server")
        ? null
        : "redis-server is missing: install Debian's package redis-server (make test does, as root)");

    public static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
