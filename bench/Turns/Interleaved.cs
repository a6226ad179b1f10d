using TenantLLM.Bench.Engine;

namespace TenantLLM.Bench.Turns;

/// <summary>Many conversations at the same time, one request at a time: each has its next turn when all others had theirs.</summary>
/// <param name="conversations">How many.</param>
/// <param name="turns">Turns of each.</param>
internal sealed class Interleaved(int conversations, int turns)
{
    /// <summary>The servers take turns at each turn of the conversations.</summary>
    public async Task<Rounds<TurnTimes>> RunAsync(ServerRun run, ServedModels servers)
    {
        var open = servers.All.ToDictionary(
            server => server, _ => Enumerable.Range(0, conversations).Select(_ => TurnsScenario.Open(run)).ToList());
        var times = servers.All.ToDictionary(server => server, _ => new List<TurnTimes> { new() });
        for (var turn = 1; turn <= turns; turn++)
        {
            await servers.TakeTurnsAsync(1, async server =>
            {
                foreach (var conversation in open[server])
                    times[server][0].Add(turn, await conversation.NextAsync(server));
                return turn;
            });
        }

        await servers.TakeTurnsAsync(1, async server =>
        {
            foreach (var conversation in open[server].Take(run.Options.LoadRounds))
                times[server][0].AddCold(await conversation.ColdAsync(server));
            return turns;
        });
        return new Rounds<TurnTimes>(servers, times);
    }
}
