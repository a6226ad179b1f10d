using TenantLLM.Bench.Engine;
using TenantLLM.Bench.Reports;

namespace TenantLLM.Bench.Turns;

/// <summary>First texts of conversations as a table and as ratios.</summary>
internal static class TurnsReport
{
    public static async Task WriteAsync(ServerRun run, string name, ServedModels servers, Rounds<TurnTimes> rounds, string target)
    {
        var turns = rounds.Of(servers.Ours)[0].Turns;
        int[] shown = [.. new[] { 1, 2, 3, 5, turns }.Where(turn => turn <= turns).Distinct()];
        var table = new Table(
        [
            run.Title($"{name}, first text ms"), .. shown.Select(turn => $"turn {turn}"),
            $"turn {turns} p95", "cold", $"turn {turns} ÷ cold", "prompt tokens", "cached",
        ]);
        foreach (var server in servers.All)
        {
            table.Add(
            [
                server.Name, .. shown.Select(turn => $"{rounds.Median(server, times => times.At(turn)):0.0}"),
                $"{rounds.Median(server, times => times.LastP95):0.0}",
                $"{rounds.Median(server, times => times.Cold):0.0}",
                $"{rounds.Median(server, times => times.LastOverCold):0.00}×",
                $"{rounds.Of(server)[^1].PromptTokens}",
                $"{rounds.Of(server)[^1].CachedTokens}",
            ]);
        }

        await table.WriteAsync(run.Output);
        run.Ratios.Add($"{name}: turn {turns} ÷ cold, first text ↓", rounds.Ours(times => times.LastOverCold), target: turns == TurnsScenario.Turns ? "≤ 0.10×" : "");
        run.Ratios.Add($"{name}: turn {turns}, first text ↓", rounds.Ratio(times => times.Last), target: target);
    }
}
