using TenantLLM.Bench.Engine;
using TenantLLM.Bench.Reports;

namespace TenantLLM.Bench.Flood;

/// <summary>A light tenant with one short request at a time beside another tenant's flood. A server without tenants has one
/// queue for both.</summary>
internal static class FloodScenario
{
    private const int Tokens = 8;

    private static readonly int[] Floods = [48, 512];

    public static async Task RunAsync(ServerRun run)
    {
        var requests = run.Options.IsQuick ? 4 : 20;
        var rounds = await run.Servers.TakeTurnsAsync(1, server => TurnAsync(server, requests, run));
        var table = new Table(
            run.Title("a light tenant"),
            "requests", "first text ms p50", "p95", "p95 − alone, in full-batch steps", "p95 ÷ alone", "flood's requests that failed");
        foreach (var server in run.Servers.All)
        {
            var turn = rounds.Of(server)[0];
            table.Add($"alone: {server.Name}", $"{turn.Alone.Count}", $"{P50(turn.Alone):0.0}", $"{P95(turn.Alone):0.0}", "", "", "");
            foreach (var (streams, beside) in turn.Beside)
            {
                table.Add(
                    $"beside {streams} streams: {server.Name}",
                    $"{beside.FirstTexts.Count}",
                    $"{P50(beside.FirstTexts):0.0}",
                    $"{P95(beside.FirstTexts):0.0}",
                    $"{turn.Steps(streams):0.0}",
                    $"{P95(beside.FirstTexts) / P95(turn.Alone):0.0}×",
                    $"{beside.Failed}");
            }
        }

        await table.WriteAsync(run.Output);
        foreach (var streams in Floods)
        {
            run.Ratios.Add($"flood of {streams}: p95 − alone, in full-batch steps ↓", rounds.Ours(turn => turn.Steps(streams)), "0.0", "≤ 2.5");
            run.Ratios.Add($"flood of {streams}: p95 of the first text ↓", rounds.Ratio(turn => P95(turn.Beside[streams].FirstTexts)));
        }
    }

    private static async Task<FloodTurn> TurnAsync(IServedModel server, int requests, ServerRun run)
    {
        var step = await Streaming.FullBatchStepAsync(server, run);
        var light = new LightTenant(server, run, Tokens);
        var alone = await light.FirstTextsAsync(requests);
        var beside = new Dictionary<int, Beside>();
        foreach (var streams in Floods)
        {
            await using var flood = await FloodOfStreams.StartAsync(server, streams, run);
            beside[streams] = new Beside(await light.FirstTextsAsync(requests), flood.Failed);
        }

        return new FloodTurn(step, alone, beside);
    }

    private static double P50(IEnumerable<double> values) => Percentile.Of(values, 0.50);

    private static double P95(IEnumerable<double> values) => Percentile.Of(values, 0.95);
}
