using System.Diagnostics;
using TenantLLM.Bench.Reports;
using TenantLLM.Storage.Usage;

namespace TenantLLM.Bench.Ledger;

/// <summary>Rows as fast as many answers at once can write them, each waiting for its own to be on disk.</summary>
internal static class LedgerWrites
{
    private static readonly int[] AnswersAtOnce = [64, 256];
    private const long Start = 1_795_000_000_000;

    public static async Task RunAsync(BenchOptions options, TextWriter output)
    {
        foreach (var answers in AnswersAtOnce)
            await RunAsync(answers, options, output);
    }

    private static async Task RunAsync(int answersAtOnce, BenchOptions options, TextWriter output)
    {
        var seconds = options.IsQuick ? 3 : 20;
        await using var store = await LedgerStore.StartAsync(options);
        var ledger = store.Get<IUsageStore>();
        var (rows, waits) = (0L, new List<double>());
        await ledger.AddAsync(LedgerStore.Row(0, Start), CancellationToken.None);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, answersAtOnce).Select(async _ =>
        {
            while (clock.Elapsed.TotalSeconds < seconds)
            {
                var number = Interlocked.Increment(ref rows);
                var before = Stopwatch.GetTimestamp();
                await ledger.AddAsync(LedgerStore.Row(number, Start + number), CancellationToken.None);
                lock (waits)
                    waits.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            }
        }));

        var elapsed = clock.Elapsed.TotalSeconds;
        waits.Sort();
        var table = new Table($"the ledger on {store.Database}, {answersAtOnce} answers at once for {seconds} s", "measured", "target");
        table.Add("rows a second", $"{rows / elapsed:0}", "≥ 2,000");
        table.Add("until a row is on disk, median", $"{waits[waits.Count / 2]:0.0} ms", "");
        table.Add("until a row is on disk, p95", $"{waits[(int)(waits.Count * 0.95)]:0.0} ms", "");
        await table.WriteAsync(output);
    }
}
