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
        var requests = run.Options.IsQuick ? 4 : 60;
        var rounds = await run.Servers.TakeTurnsAsync(1, server => TurnAsync(server, requests, run));
        var table = new Table(
            run.Title("a light tenant"),
            "answers", "failed", "first text ms p50", "p95", "p95 − alone, in full-batch steps", "p95 ÷ alone", "flood's requests that failed");
        foreach (var server in run.Servers.All)
        {
            var turn = rounds.Of(server)[0];
            table.Add($"alone: {server.Name}", $"{turn.Alone.FirstTexts.Count}", $"{turn.Alone.Failed}", $"{turn.Alone.P50:0.0}", $"{turn.Alone.P95:0.0}", "", "", "");
            foreach (var (streams, beside) in turn.Beside)
            {
                table.Add(
                    $"beside {streams} streams: {server.Name}",
                    $"{beside.Light.FirstTexts.Count}",
                    $"{beside.Light.Failed}",
                    $"{beside.Light.P50:0.0}",
                    $"{beside.Light.P95:0.0}",
                    $"{turn.Steps(streams):0.0}",
                    $"{beside.Light.P95 / turn.Alone.P95:0.0}×",
                    $"{beside.Failed}");
            }
        }

        await table.WriteAsync(run.Output);
        foreach (var streams in Floods)
        {
            run.Ratios.Add($"flood of {streams}: p95 − alone, in full-batch steps ↓", rounds.Ours(turn => turn.Steps(streams)), "0.0", "≤ 2.5");
            run.Ratios.Add($"flood of {streams}: p95 of the first text ↓", rounds.Ratio(turn => turn.Beside[streams].Light.P95));
        }
    }

    private static async Task<FloodTurn> TurnAsync(IServedModel server, int requests, ServerRun run)
    {
        var step = await Streaming.FullBatchStepAsync(server, run);
        var light = new LightTenant(server, run, Tokens);
        var alone = await light.AskAsync(requests);
        var beside = new Dictionary<int, Beside>();
        foreach (var streams in Floods)
        {
            await using var flood = await FloodOfStreams.StartAsync(server, streams, run);
            beside[streams] = new Beside(await light.AskAsync(requests), flood.Failed);
        }

        return new FloodTurn(step, alone, beside);
    }
}
