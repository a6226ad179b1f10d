using System.Collections.Concurrent;
using System.Globalization;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Usage;

/// <summary>
/// Random success, cancel, disconnect, error and retry against a server that is killed again and again: then the ledger has every token that
/// a client was given, and no row twice, and nothing is reserved of any limit. <c>TENANTLLM_LEDGER_SECONDS</c> says for how long.
/// </summary>
public sealed class LedgerInvariantTests(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 8;

    // More than the clients: the answers of those that left run on for a moment.
    private const int Places = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(4);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Ledger_AfterKillsCancelsAndRetries_EqualsWhatClientsWereGiven()
    {
        var seconds = int.Parse(Environment.GetEnvironmentVariable("TENANTLLM_LEDGER_SECONDS") ?? "10", CultureInfo.InvariantCulture);
        string[] settings =
        [
            .. TalkativeModel.Settings(_folder.Root), "--Models:0:Parallel", "8", "--Models:0:Context", "4096", "--Models:0:Price:Output", "1",
            "--Administration:Key", StandaloneServer.AdminKey, .. ReservationProbe.Settings(Places),
        ];
        var received = new ConcurrentBag<ReceivedAnswer>();
        var key = "";
        var kills = 0;
        for (var left = TimeSpan.FromSeconds(seconds); left > TimeSpan.Zero; left -= Round, kills++)
        {
            await using var server = key.Length == 0
                ? await StandaloneServer.StartAsync(_folder.Root, settings)
                : StandaloneServer.Launch(_folder.Root, null, ["--environment", "Development", .. settings]);
            await server.WaitForHealthAsync();
            key = key.Length == 0 ? server.Key : key;
            using var stop = new CancellationTokenSource();
            var clients = Start(server, kills, stop.Token);
            await Task.Delay(left < Round ? left : Round, TimeProvider.System);
            server.Process.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(clients);
        }

        await using var last = StandaloneServer.Launch(_folder.Root, null, ["--environment", "Development", .. settings]);
        await last.WaitForHealthAsync();

        // What a kill leaves of reservations is gone with it: this one lives to its clients' end.
        using (var stop = new CancellationTokenSource(Round))
            await Task.WhenAll(Start(last, kills, stop.Token));
        var known = received.Where(answer => answer.Tokens > 0 || answer.IsWhole).ToList();
        await Waiting.UntilAsync(
            async () => (await last.LedgerAsync()).Select(row => row.Id).ToHashSet().IsSupersetOf(known.Select(answer => answer.Id!)),
            Patience,
            "a row for every answer that a client got a token of");
        using var probe = new ReservationProbe(last, key, Places);
        await Waiting.UntilAsync(probe.IsNothingReservedAsync, Patience, "every reservation settled");
        var ledger = await last.LedgerAsync();
        var rows = ledger.GroupBy(row => row.Id).ToDictionary(group => group.Key, Assert.Single);

        foreach (var answer in known)
        {
            var row = rows[answer.Id!];
            if (answer.IsWhole)
                Assert.Equal(("completed", answer.Tokens), (row.Outcome, row.Output));
            else
                Assert.InRange(row.Output, answer.Tokens, answer.MostTokens);
        }

        // The sums are those of the rows.
        var usage = await last.ReportAsync("usage/completions");
        Assert.Equal(ledger.Sum(row => (long)row.Output), usage.Sum(result => (long)result["output_tokens"]!));
        Assert.Equal(ledger.Count, usage.Sum(result => (int)result["num_model_requests"]!));

        var cut = known.Where(answer => !answer.IsWhole).ToList();
        output.WriteLine(
            $"{kills} kills; {received.Count} requests, {known.Count(answer => answer.IsWhole)} whole, {cut.Count} cut after a token, "
            + $"{received.Count(answer => answer.IsRefused)} refused by a limit; {ledger.Count} rows: "
            + string.Join(", ", ledger.GroupBy(row => row.Outcome).Select(group => $"{group.Count()} {group.Key}")));
        output.WriteLine(
            $"tokens: clients {known.Sum(answer => answer.Tokens)}, ledger of the same answers {known.Sum(answer => rows[answer.Id!].Output)}, "
            + $"computed and not given: {OnTheWay(isLeft: false)} of killed servers, {OnTheWay(isLeft: true)} of clients that left, "
            + $"ledger of answers that no client got a token of {ledger.Where(row => known.All(answer => answer.Id != row.Id)).Sum(row => row.Output)}");
        Assert.Contains(ledger, row => row.Outcome == "interrupted");
        Assert.Contains(ledger, row => row.Outcome == "cancelled");

        await probe.AssertAllMayRunAgainAsync();

        List<Task> Start(HttpServer server, int round, CancellationToken cancellationToken) =>
            [.. Enumerable.Range(0, Clients).Select(number => new RandomClient(server, key, seed: (round * 100) + number, received).RunAsync(cancellationToken))];

        string OnTheWay(bool isLeft)
        {
            var tokens = cut.Where(answer => answer.IsLeft == isLeft).Select(answer => rows[answer.Id!].Output - answer.Tokens).ToList();
            return $"{tokens.Sum()} (at most {tokens.DefaultIfEmpty().Max()} of an answer)";
        }
    }

    public void Dispose() => _folder.Dispose();
}
