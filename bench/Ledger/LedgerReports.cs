using System.Diagnostics;
using TenantLLM.Bench.Reports;
using TenantLLM.Storage.Usage;

namespace TenantLLM.Bench.Ledger;

/// <summary>A year of hourly buckets, and what else an administrator asks for, over ten million rows.</summary>
internal static class LedgerReports
{
    private const int Batch = 50_000;
    private const long Hours = 365 * 24;
    private const long SecondsOfHour = 3_600;
    private const long Year = Hours * SecondsOfHour;
    private const long Start = 1_767_225_600;

    public static async Task RunAsync(BenchOptions options, TextWriter output)
    {
        var rows = options.IsQuick ? 200_000 : 10_000_000;
        await using var store = await LedgerStore.StartAsync(options);
        var filling = Stopwatch.StartNew();
        var bytes = await FillAsync(store, rows);
        await output.WriteLineAsync($"{rows:N0} rows over a year, 20 projects, 40 keys, 2 models; filled in {filling.Elapsed.TotalSeconds:0} s, "
            + $"{bytes / 1e9:0.0} GB");
        await output.WriteLineAsync();

        var usage = store.Get<IUsageStore>();
        var year = new UsageFilter { Kinds = [UsageKind.Chat], From = Start, Until = Start + Year, Width = (int)SecondsOfHour };
        var table = new Table($"reports over the year, {store.Database}", "groups", "ms", "min–max", "target");
        await AddAsync("hourly buckets", year);
        await AddAsync("hourly buckets of a project", year with { ProjectIds = [LedgerStore.Row(7, 0).ProjectId] });
        await AddAsync("costs of half a year by day", year with { Width = 86_400, Until = Start + (180 * 86_400), HasCosts = true });
        await AddAsync("a week of hourly buckets by key", year with { Until = Start + (168 * SecondsOfHour), ByKey = true });
        await AddAsync("a day of minutes", year with { Until = Start + 86_400, Width = 60 });
        await table.WriteAsync(output);

        async Task AddAsync(string name, UsageFilter filter)
        {
            var (groups, times) = (0, new List<double>());
            for (var round = -1; round < Math.Min(options.Rounds, 7); round++)
            {
                var started = Stopwatch.GetTimestamp();
                groups = (await usage.ReadAsync(filter, CancellationToken.None)).Groups.Count;
                if (round >= 0)
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            var spread = Spread.Of(times);
            table.Add(name, $"{groups}", $"{spread.Median:0}", $"{spread.Min:0}–{spread.Max:0}", "≤ 200");
        }
    }

    /// <summary>By the code that sums rows up, in larger transactions.</summary>
    /// <returns>Bytes that the database takes.</returns>
    private static async Task<long> FillAsync(LedgerStore store, int rows)
    {
        await using var context = store.Context();
        for (var first = 0; first < rows; first += Batch)
        {
            var batch = Enumerable.Range(first, Batch)
                .Select(number => LedgerStore.Row(number, (Start + (number * Year / rows)) * 1_000)).ToList();
            await using var transaction = await context.Database.BeginTransactionAsync();
            await LedgerRows.InsertAsync(context, batch);
            context.RollUp(batch);
            await transaction.CommitAsync();
        }

        return await LedgerRows.SettleAsync(context);
    }
}
