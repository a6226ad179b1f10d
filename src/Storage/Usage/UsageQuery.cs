using TenantLLM.Storage.ProjectData;

namespace TenantLLM.Storage.Usage;

/// <summary>SQL for sums, the same for every database. Whole hours come from the sums of hours, those by project where they tell enough;
/// minutes come from the ledger.</summary>
internal sealed class UsageQuery
{
    private const int SecondsOfMinute = 60;
    private const int MillisecondsOfSecond = 1_000;

    private readonly UsageFilter _filter;
    private readonly List<KeyValuePair<string, object>> _values = [];
    private readonly string _statement;

    public UsageQuery(UsageFilter filter)
    {
        _filter = filter;
        _statement = filter.Width == SecondsOfMinute ? OfLedger() : OfHours(filter.NeedsKeysOrUsers);
    }

    public IQueryable<UsageGroup> Of(StoreContext context) =>
        Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.SqlQueryRaw<UsageGroup>(
            context.Database, _statement, context.Parameters(_values));

    private string OfHours(bool hasKeys) => Select(
        hasKeys ? "usage_hours" : "usage_project_hours",
        $"\"Hour\" - \"Hour\" % {_filter.Width}",
        $"\"Hour\" >= {Value(_filter.From)} AND \"Hour\" < {Value(_filter.Until)}",
        "\"Requests\"",
        _filter.HasCosts);

    private string OfLedger() => Select(
        "usage_ledger",
        $"\"EndedAt\" / {SecondsOfMinute * MillisecondsOfSecond} * {SecondsOfMinute}",
        $"\"EndedAt\" >= {Value(_filter.From * MillisecondsOfSecond)} AND \"EndedAt\" < {Value(_filter.Until * MillisecondsOfSecond)}",
        "CASE WHEN \"Part\" = 0 THEN 1 ELSE 0 END",
        hasCosts: false);

    private string Select(string table, string bucket, string range, string requests, bool hasCosts)
    {
        string[] groups =
        [
            Group("ProjectId", _filter.ByProject), Group("KeyId", _filter.ByKey), Group("UserId", _filter.ByUser),
            Group("Model", _filter.ByModel),
        ];
        string[] sums =
        [
            Sum(requests, "Requests"), Sum("\"InputTokens\"", "InputTokens"), Sum("\"CachedTokens\"", "CachedTokens"),
            Sum("\"OutputTokens\"", "OutputTokens"), Cost("InputCost", hasCosts), Cost("CachedCost", hasCosts), Cost("OutputCost", hasCosts),
        ];
        string[] conditions =
        [
            $"\"Kind\" IN ({string.Join(", ", _filter.Kinds.Select(kind => (int)kind))})", range, .. In("ProjectId", _filter.ProjectIds),
            .. In("KeyId", _filter.KeyIds), .. In("UserId", _filter.UserIds), .. In("Model", _filter.Models),
        ];
        return $"""
            SELECT {bucket} AS "Bucket", {string.Join(", ", groups)}, {string.Join(", ", sums)}
            FROM "{table}" WHERE {string.Join(" AND ", conditions)}
            GROUP BY {GroupBy(bucket)} ORDER BY 1, 2, 3, 4, 5
            """;
    }

    private string GroupBy(string bucket)
    {
        string[] columns =
        [
            bucket, .. Column("ProjectId", _filter.ByProject), .. Column("KeyId", _filter.ByKey), .. Column("UserId", _filter.ByUser),
            .. Column("Model", _filter.ByModel),
        ];
        return string.Join(", ", columns);
    }

    private static IEnumerable<string> Column(string name, bool isGrouped) => isGrouped ? [$"\"{name}\""] : [];

    private static string Group(string name, bool isGrouped) => isGrouped ? $"COALESCE(\"{name}\", '') AS \"{name}\"" : $"'' AS \"{name}\"";

    private static string Sum(string expression, string name) => $"CAST(SUM({expression}) AS BIGINT) AS \"{name}\"";

    private static string Cost(string name, bool hasCosts) => hasCosts
        ? $"{Sum($"\"{name}\" / 1000000", $"{name}Millionths")}, {Sum($"\"{name}\" % 1000000", $"{name}Rest")}"
        : $"0 AS \"{name}Millionths\", 0 AS \"{name}Rest\"";

    private IEnumerable<string> In(string name, IReadOnlyList<string> words) =>
        words.Count == 0 ? [] : [$"\"{name}\" IN ({string.Join(", ", words.Select(word => Value(word)))})"];

    private string Value(object value)
    {
        var name = $"v{_values.Count}";
        _values.Add(KeyValuePair.Create(name, value));
        return "@" + name;
    }
}
