using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using TenantLLM.Bench.Reports;
using TenantLLM.Storage;
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
        await using var store = await LedgerStore.StartAsync();
        var filling = Stopwatch.StartNew();
        await FillAsync(store.Get<IDbContextFactory<StoreContext>>(), rows);
        await output.WriteLineAsync($"{rows:N0} rows over a year, 20 projects, 40 keys, 2 models; filled in {filling.Elapsed.TotalSeconds:0} s, "
            + $"{new FileInfo(store.File).Length / 1e9:0.0} GB");
        await output.WriteLineAsync();

        var usage = store.Get<IUsageStore>();
        var year = new UsageFilter { Kinds = [UsageKind.Chat], From = Start, Until = Start + Year, Width = (int)SecondsOfHour };
        var table = new Table("reports over the year", "groups", "ms", "min–max", "target");
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

    /// <summary>By the code that writes rows and sums them up, in larger transactions.</summary>
    private static async Task FillAsync(IDbContextFactory<StoreContext> contexts, int rows)
    {
        await using var context = await contexts.CreateDbContextAsync();
        for (var first = 0; first < rows; first += Batch)
        {
            var batch = Enumerable.Range(first, Batch)
                .Select(number => LedgerStore.Row(number, (Start + (number * Year / rows)) * 1_000)).ToList();
            await using var transaction = await context.Database.BeginTransactionAsync();
            await InsertAsync(context, batch);
            context.RollUp(batch);
            await transaction.CommitAsync();
        }
    }

    private static async Task InsertAsync(StoreContext context, IReadOnlyList<UsageRow> rows)
    {
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = """
            INSERT INTO usage_ledger (ProjectId, ResponseId, Part, Kind, Model, KeyId, ConversationId, InputTokens, CachedTokens,
                OutputTokens, InputPrice, CachedPrice, OutputPrice, Cost, StartedAt, EndedAt, Outcome)
            VALUES ($0, $1, 0, 1, $2, $3, $4, 900, 600, 200, $5, $6, $7, $8, $9, $10, 2)
            """;
        command.Transaction = Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(context.Database.CurrentTransaction!);
        var parameters = Enumerable.Range(0, 11).Select(number =>
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"${number}";
            command.Parameters.Add(parameter);
            return parameter;
        }).ToList();
        foreach (var row in rows)
        {
            object[] values =
            [
                row.ProjectId, row.ResponseId, row.Model, row.KeyId!, row.ConversationId!, row.InputPrice, row.CachedPrice, row.OutputPrice,
                row.Cost, row.StartedAt, row.EndedAt,
            ];
            for (var index = 0; index < values.Length; index++)
                parameters[index].Value = values[index];
            await command.ExecuteNonQueryAsync();
        }
    }
}
