using TenantLLM.Bench.Engine;
using TenantLLM.Bench.Prefill;
using TenantLLM.Bench.Reports;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.Stall;

/// <summary>Eight running streams while a long prompt is read in: how long do they stand still?</summary>
internal static class StallScenario
{
    private const int Streams = 8;
    private const int PromptTokens = 4;
    private const int ReservedTokens = 128;

    /// <summary>Reads of each stream before the long prompt is sent.</summary>
    private const int ReadsBefore = 12;

    public static async Task RunAsync(ServerRun run)
    {
        var words = run.Setup.WordsThatFit(PrefillScenario.LongPromptWords, ReservedTokens);
        var rounds = await run.Servers.TakeTurnsAsync(run.Options.LoadRounds, server => TurnAsync(server, words, run));
        var table = new Table(
            run.Title($"{Streams} streams while a prompt of {words} words is read in"),
            "gap before ms", "longest gap ms", "full-batch step ms", "longest gap in steps", "first text of the prompt ms");
        foreach (var server in run.Servers.All)
        {
            table.Add(
                server.Name,
                $"{rounds.Median(server, turn => turn.Before):0.00}",
                $"{rounds.Median(server, turn => turn.Longest):0.0}",
                $"{rounds.Median(server, turn => turn.FullBatchStep):0.0}",
                $"{rounds.Median(server, turn => turn.Steps):0.0}",
                $"{rounds.Median(server, turn => turn.LongFirstText):0}");
        }

        await table.WriteAsync(run.Output);
        if (run.Servers.All.Any(server => rounds.Of(server).Any(turn => double.IsNaN(turn.Longest))))
            await run.Output.WriteLineAsync("NaN: the running streams ended before the long prompt came.\n");
        run.Ratios.Add("stall: longest gap in full-batch steps ↓", rounds.Ours(turn => turn.Steps), "0.0", "≤ 2");
        run.Ratios.Add("stall: longest gap ↓", rounds.Ratio(turn => turn.Longest));
    }

    private static async Task<StallTurn> TurnAsync(IServedModel server, int words, ServerRun run)
    {
        var step = await Streaming.FullBatchStepAsync(server, run);
        using var seenEnough = new CancellationTokenSource();
        var left = Streams * ReadsBefore;
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tokens = run.Setup.Context - ReservedTokens;
        var running = Enumerable.Range(0, Streams)
            .Select(_ => server.AskAsync(Counted(), Tenant.Main, seenEnough.Token)).ToList();
        await Task.WhenAny(begun.Task, Task.WhenAll(running));
        var prompt = await server.AskAsync(run.Prompts.Long(words, PromptTokens), Tenant.Main, CancellationToken.None);
        await seenEnough.CancelAsync();
        return StallTurn.Of(await Task.WhenAll(running), prompt, step);

        ChatRequest Counted()
        {
            var reads = 0;
            return run.Prompts.Short(tokens) with
            {
                OnRead = () =>
                {
                    if (++reads <= ReadsBefore && Interlocked.Decrement(ref left) == 0)
                        begun.TrySetResult();
                },
            };
        }
    }
}
