using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.ProjectData;

namespace TenantLLM.Storage.Usage;

/// <summary>Adds new rows of the ledger to the sums of their hours, in the transaction that the rows are written in.</summary>
internal static class UsageRollUp
{
    private const long MillisecondsOfHour = 3_600_000;
    private const long SecondsOfHour = 3_600;

    private static readonly string[] Measures =
    [
        nameof(UsageSums.Requests), nameof(UsageSums.InputTokens), nameof(UsageSums.CachedTokens), nameof(UsageSums.OutputTokens),
        nameof(UsageSums.InputCost), nameof(UsageSums.CachedCost), nameof(UsageSums.OutputCost),
    ];

    private static readonly string Hours = Upsert(
        "usage_hours",
        [
            nameof(UsageHourRow.Kind), nameof(UsageHourRow.Hour), nameof(UsageHourRow.ProjectId), nameof(UsageHourRow.KeyId),
            nameof(UsageHourRow.UserId), nameof(UsageHourRow.Model),
        ]);

    private static readonly string ProjectHours = Upsert(
        "usage_project_hours",
        [
            nameof(UsageProjectHourRow.Kind), nameof(UsageProjectHourRow.Hour), nameof(UsageProjectHourRow.ProjectId),
            nameof(UsageProjectHourRow.Model),
        ]);

    /// <summary>Rows that the next save adds.</summary>
    public static IReadOnlyList<UsageRow> NewUsage(this StoreContext context) =>
    [
        .. context.ChangeTracker.Entries<UsageRow>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity),
    ];

    public static void RollUp(this StoreContext context, IReadOnlyList<UsageRow> rows)
    {
        // In the order of their keys: two servers that add to the same hours never wait for each other in a circle.
        var hours = rows
            .GroupBy(row => new HourKey(row.Kind, HourOf(row), row.ProjectId, row.KeyId ?? "", row.UserId ?? "", row.Model))
            .OrderBy(group => group.Key.ToString(), StringComparer.Ordinal);
        context.ExecuteMany(Hours, hours.Select(IReadOnlyList<KeyValuePair<string, object>> (group) =>
        [
            .. KeyOf(group.Key), new(nameof(UsageHourRow.KeyId), group.Key.KeyId), new(nameof(UsageHourRow.UserId), group.Key.UserId),
            .. SumsOf(group),
        ]));

        var projectHours = rows
            .GroupBy(row => new HourKey(row.Kind, HourOf(row), row.ProjectId, "", "", row.Model))
            .OrderBy(group => group.Key.ToString(), StringComparer.Ordinal);
        context.ExecuteMany(
            ProjectHours,
            projectHours.Select(IReadOnlyList<KeyValuePair<string, object>> (group) => [.. KeyOf(group.Key), .. SumsOf(group)]));
    }

    private static long HourOf(UsageRow row) => row.EndedAt / MillisecondsOfHour * SecondsOfHour;

    private static IEnumerable<KeyValuePair<string, object>> KeyOf(HourKey key) =>
    [
        new(nameof(UsageSums.Kind), (int)key.Kind), new(nameof(UsageSums.Hour), key.Hour), new(nameof(UsageSums.ProjectId), key.ProjectId),
        new(nameof(UsageSums.Model), key.Model),
    ];

    private static IEnumerable<KeyValuePair<string, object>> SumsOf(IEnumerable<UsageRow> rows)
    {
        var sums = new long[Measures.Length];
        foreach (var row in rows)
        {
            // A request in several parts is one request.
            long[] measures =
            [
                row.Part == 0 ? 1 : 0, row.InputTokens, row.CachedTokens, row.OutputTokens, row.InputCost, row.CachedCost, row.OutputCost,
            ];
            for (var index = 0; index < sums.Length; index++)
                sums[index] += measures[index];
        }

        return Measures.Zip(sums, (name, sum) => KeyValuePair.Create(name, (object)sum));
    }

    private static string Upsert(string table, IReadOnlyList<string> key)
    {
        string[] columns = [.. key, .. Measures];
        return $"""
            INSERT INTO "{table}" ({Join(columns, name => $"\"{name}\"")}) VALUES ({Join(columns, name => $"@{name}")})
            ON CONFLICT ({Join(key, name => $"\"{name}\"")}) DO UPDATE SET {Join(Measures, name => $"\"{name}\" = \"{table}\".\"{name}\" + excluded.\"{name}\"")}
            """;
    }

    private static string Join(IEnumerable<string> names, Func<string, string> format) => string.Join(", ", names.Select(format));

    private readonly record struct HourKey(UsageKind Kind, long Hour, string ProjectId, string KeyId, string UserId, string Model);
}
