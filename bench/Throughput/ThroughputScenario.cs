using TenantLLM.Bench.Engine;
using TenantLLM.Bench.Reports;

namespace TenantLLM.Bench.Throughput;

/// <summary>Short prompts, 1, 8 and 32 streams at once.</summary>
internal static class ThroughputScenario
{
    private static readonly int[] Levels = [1, 8, 32];

    /// <summary>A single stream is over soon, and so the noisiest: it is measured so many times a round, one after the other.</summary>
    private const int TimesAlone = 4;

    public static async Task RunAsync(ServerRun run)
    {
        var table = new Table(
            run.Title("streams at once"),
            "tokens", "tokens/s", "first text ms p50", "p95", "ms a token p50", "p95", "memory MiB");
        foreach (var streams in Levels)
        {
            var rounds = await run.Servers.TakeTurnsAsync(run.Options.LoadRounds, server => TurnAsync(server, streams, run));
            foreach (var server in run.Servers.All)
                Add(table, $"{streams}: {server.Name}", server, rounds);
            Add(run, streams, rounds);
        }

        await table.WriteAsync(run.Output);
    }

    private static async Task<ThroughputTurn> TurnAsync(IServedModel server, int streams, ServerRun run)
    {
        var turns = new List<ThroughputTurn>();
        for (var time = 0; time < (streams == 1 ? TimesAlone : 1); time++)
        {
            var answers = await Streaming.AllAtOnceAsync(server, streams, () => run.Prompts.Short(run.Options.LoadTokens));
            turns.Add(ThroughputTurn.Of(answers, server.ResidentBytes));
        }

        return new ThroughputTurn(
            Spread.Of(turns.Select(turn => turn.TokensPerSecond)).Median,
            [.. turns.SelectMany(turn => turn.FirstTexts)],
            [.. turns.SelectMany(turn => turn.PerTokens)],
            [.. turns.SelectMany(turn => turn.Tokens)],
            turns[^1].ResidentMegabytes);
    }

    private static void Add(Table table, string name, IServedModel server, Rounds<ThroughputTurn> rounds)
    {
        var (fewest, most) = (rounds.Of(server).Min(turn => turn.Tokens.Min()), rounds.Of(server).Max(turn => turn.Tokens.Max()));
        table.Add(
            name,
            fewest == most ? $"{most}" : $"{fewest}–{most}",
            $"{rounds.Median(server, turn => turn.TokensPerSecond):0}",
            $"{rounds.Median(server, turn => turn.FirstTextP50):0.0}",
            $"{rounds.Median(server, turn => turn.FirstTextP95):0.0}",
            $"{rounds.Median(server, turn => turn.PerTokenP50):0.00}",
            $"{rounds.Median(server, turn => turn.PerTokenP95):0.00}",
            $"{rounds.Median(server, turn => turn.ResidentMegabytes):0}");
    }

    private static void Add(ServerRun run, int streams, Rounds<ThroughputTurn> rounds)
    {
        var target = run.Setup.Compute == "exact" ? "≥ 1.0×" : streams == 1 ? "" : "≥ 1.5×";
        var name = $"{streams} stream{(streams == 1 ? "" : "s")}";
        run.Ratios.Add($"{name}: tokens/s", rounds.Ratio(turn => turn.TokensPerSecond), target: target);
        run.Ratios.Add($"{name}: first text p50 ↓", rounds.Ratio(turn => turn.FirstTextP50));
        run.Ratios.Add($"{name}: first text p95 ↓", rounds.Ratio(turn => turn.FirstTextP95));
        run.Ratios.Add($"{name}: time a token p50 ↓", rounds.Ratio(turn => turn.PerTokenP50));
        run.Ratios.Add($"{name}: time a token p95 ↓", rounds.Ratio(turn => turn.PerTokenP95));
        run.Ratios.Add($"{name}: memory ↓", rounds.Ratio(turn => turn.ResidentMegabytes));
    }
}
