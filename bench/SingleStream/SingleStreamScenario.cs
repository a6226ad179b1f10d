using TenantLLM.Bench.Reports;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.SingleStream;

/// <summary>
/// One stream at a time, the same prompt and length for every path, in turns: whatever else the machine does meets all of
/// them alike, and what counts is their ratio within a round. Of several models the first alone: a larger one in F32 takes
/// hours.
/// </summary>
internal static class SingleStreamScenario
{
    public static async Task RunAsync(BenchOptions options, TextWriter output)
    {
        using var folder = new TemporaryFolder();
        var peer = LlamaCpp.Find();
        if (peer is null)
            await output.WriteLineAsync("llama-server: skipped, there is none; set LLAMA_SERVER to its path.");

        var ratios = new Table("ratio (median of the rounds)", "value", "min–max", "target");
        foreach (var file in await ModelFiles.PrepareAsync(options.Models[0], peer, folder, output))
        {
            await using var contest = await Contest.StartAsync(file, peer, folder, options);
            var rounds = await contest.RunAsync(options);
            await StreamReport.WriteAsync(output, file, rounds);
            new StreamRatios(rounds).AddTo(ratios, file);
        }

        await ratios.WriteAsync(output);
    }
}
