using TenantLLM.Bench.Engine;
using TenantLLM.Bench.Reports;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.Prefill;

/// <summary>A long prompt alone: how fast prompts are read in.</summary>
internal static class PrefillScenario
{
    public const int LongPromptWords = 1200;

    private const int Tokens = 2;
    private const int ReservedTokens = 128;

    public static async Task RunAsync(ServerRun run)
    {
        var words = run.Setup.WordsThatFit(LongPromptWords, ReservedTokens);
        var rounds = await run.Servers.TakeTurnsAsync(run.Options.LoadRounds, async server =>
            (await server.AskAsync(run.Prompts.Long(words, Tokens), Tenant.Main, CancellationToken.None)).Answer());

        var table = new Table(run.Title($"a prompt of {words} words"), "prompt tokens", "first text ms", "prefill tokens/s");
        foreach (var server in run.Servers.All)
        {
            table.Add(
                server.Name,
                $"{rounds.Median(server, answer => answer.PromptTokens):0}",
                $"{rounds.Median(server, answer => answer.FirstText.TotalMilliseconds):0}",
                $"{rounds.Median(server, Speed):0}");
        }

        await table.WriteAsync(run.Output);
        run.Ratios.Add("prefill: tokens/s", rounds.Ratio(Speed), target: run.Setup.Compute == "exact" ? "" : "≥ 1.6×");
    }

    private static double Speed(Answer answer) => answer.PromptTokens / answer.FirstText.TotalSeconds;
}
