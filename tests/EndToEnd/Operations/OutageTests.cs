using System.Diagnostics;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Operations;

/// <summary>What a cluster stands on goes away for half a minute, under load, and comes back.</summary>
public sealed class OutageTests(ITestOutputHelper output)
{
    private const int Clients = 6;
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Of a request: what it asks of the database may wait for <c>Storage:Timeout</c> more than once.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [ClusterFact]
    public async Task Cluster_WhoseRedisAndPostgreSqlAreAway_RefusesCleanlyAndGoesOnByItself()
    {
        // Nobody dies here; a machine that other tests load is slow.
        await using var cluster = await ClusterServers.StartAsync((_, _) => [], "--Api:SiloSilence", "00:00:15");
        try
        {
            await RefusesAndGoesOnAsync(cluster);
        }
        finally
        {
            // A test that failed must not leave what the cluster's end would wait for.
            await cluster.SignalAsync("redis", "CONT");
            await cluster.SignalAllAsync("postgres", "CONT");
        }
    }

    private async Task RefusesAndGoesOnAsync(ClusterServers cluster)
    {
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(number => new TurnClient(cluster, number)).ToList();
        var running = Task.WhenAll(clients.Select(client => client.RunAsync(stop.Token)));
        await RecoveredAsync("the first turns");

        var redis = Stopwatch.GetTimestamp();
        await cluster.SignalAsync("redis", "STOP");
        await Task.Delay(Away, TimeProvider.System);
        Assert.Equal("degraded", await StatusOfAsync(cluster, "silo-1", "redis"));
        Assert.Equal("ready", await ReadyAsync(cluster, "silo-1"));
        await cluster.SignalAsync("redis", "CONT");
        await RecoveredAsync("turns after Redis was away");
        var frozen = Stopwatch.GetTimestamp();

        await cluster.SignalAllAsync("postgres", "STOP");
        await Task.Delay(Away / 3, TimeProvider.System);
        await SickAsync(cluster);
        await cluster.SignalAllAsync("postgres", "CONT");
        await RecoveredAsync("turns after PostgreSQL was silent");
        var down = Stopwatch.GetTimestamp();

        await cluster.SignalAsync("postgres", "QUIT");
        await cluster.WaitForEndAsync("postgres");
        await Task.Delay(Away, TimeProvider.System);
        await SickAsync(cluster);
        using var postgres = cluster.RestartPostgreSql();
        await RecoveredAsync("turns after PostgreSQL was down");
        await stop.CancelAsync();
        await running.WithinAsync(Patience, "the last turns end");

        var turns = clients.SelectMany(client => client.Turns).ToList();
        Tell("Redis away", turns.Where(turn => turn.Started > redis && turn.Started < frozen));
        Tell("PostgreSQL silent", turns.Where(turn => turn.Started > frozen && turn.Started < down));
        Tell("PostgreSQL down", turns.Where(turn => turn.Started > down));
        Assert.All(turns, turn => Assert.True(turn.Ended >= frozen || turn.Refusal is null, $"Without Redis: {turn}"));
        Assert.All(turns.Where(turn => turn.Refusal is not null), AssertIsRefusedCleanly);
        Assert.All(turns, turn => Assert.True(turn.Took < Longest, $"Took too long: {turn}"));
        await AssertAreKeptAsync(cluster, [.. turns.Where(turn => turn.Output is not null)]);

        // Every client is answered as it should be, without help.
        async Task RecoveredAsync(string what)
        {
            var back = Stopwatch.GetTimestamp();
            await Waiting.UntilAsync(
                () => Task.FromResult(running.IsFaulted || clients.All(client => client.Turns.Any(turn => turn.Started > back && turn.Output is not null))),
                Patience,
                () => $"{what}; the clients' last: {string.Join(" ", clients.Select(client => client.Turns is [.., var last] ? last : null))}");
            if (running.IsFaulted)
                await running;
        }
    }

    private static void AssertIsRefusedCleanly(Turn turn)
    {
        var isClean = turn is
        { Status: 503, Refusal: "storage_unavailable" or "server_is_overloaded" } or

        // In a stream that has begun: the end of the response, or OpenAI's event of an error.
        { Status: 200, Refusal: "server_error" or "error" } or

        // The turn before was given up, and is not at its end yet.
        { Status: 409, Refusal: "conversation_locked" };
        Assert.True(isClean, $"{turn}");
    }

    /// <summary>Operators are told; Api nodes stay in service, and say themselves what is wrong.</summary>
    private static async Task SickAsync(ClusterServers cluster)
    {
        foreach (var silo in new[] { "silo-1", "silo-2" })
        {
            Assert.Equal("unhealthy", await StatusOfAsync(cluster, silo, "store"));
            Assert.Equal("not ready", await ReadyAsync(cluster, silo));
        }

        Assert.Equal("ready", await ReadyAsync(cluster, "api-1"));
    }

    private static async Task<string?> StatusOfAsync(ClusterServers cluster, string process, string check)
    {
        using var operators = new HttpClient();
        using var answer = await operators.GetAsync(new Uri($"{cluster.OperatorsOf(process)}/health"));
        return (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["checks"]![check]!["status"];
    }

    private static async Task<string> ReadyAsync(ClusterServers cluster, string process)
    {
        using var operators = new HttpClient();
        using var answer = await operators.GetAsync(new Uri($"{cluster.OperatorsOf(process)}/health/ready"));
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task AssertAreKeptAsync(ClusterServers cluster, IReadOnlyList<Turn> acknowledged)
    {
        Assert.NotEmpty(acknowledged);
        using var client = cluster.Apis[0].Client(cluster.Key);
        foreach (var turn in acknowledged)
            Assert.Equal(turn.Output, (await client.CallAsync(HttpMethod.Get, $"/v1/responses/{turn.Id}"))["output"]!.ToJsonString());
    }

    private void Tell(string what, IEnumerable<Turn> turns)
    {
        var all = turns.ToList();
        output.WriteLine(
            $"{what}: {all.Count(turn => turn.Refusal is null)} done, {all.Count(turn => turn.Refusal is not null)} refused ("
            + string.Join(", ", all.Where(turn => turn.Refusal is not null).GroupBy(turn => $"{turn.Route} {turn.Status} {turn.Refusal}")
                .Select(group => $"{group.Count()} {group.Key}"))
            + $"), the slowest {all.Select(turn => turn.Took.TotalSeconds).DefaultIfEmpty().Max():0.0} s");
    }
}
