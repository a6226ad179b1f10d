using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Admin.Usage;

/// <summary>The query of a report of usage or costs. Buckets begin at whole minutes, hours and days of UTC; the first is the one that the
/// start lies in, and the last the one before the end.</summary>
public sealed record UsageQuery
{
    private const int MostWords = 100;
    private const int SecondsOfMinute = 60;
    private const int SecondsOfHour = 3_600;
    private const int SecondsOfDay = 86_400;

    /// <summary>9999-12-31.</summary>
    private const long LastTime = 253_402_214_400;

    /// <summary>Unix seconds of the first bucket of this page.</summary>
    public required long From { get; init; }

    /// <summary>Unix seconds of the end of the last bucket of all pages; null: that of the present one.</summary>
    public long? Until { get; init; }

    /// <summary>Seconds of a bucket.</summary>
    public required int Width { get; init; }

    /// <summary>Buckets of a page.</summary>
    public required int Limit { get; init; }

    public IReadOnlyList<string> ProjectIds { get; init; } = [];

    public IReadOnlyList<string> UserIds { get; init; } = [];

    public IReadOnlyList<string> ApiKeyIds { get; init; } = [];

    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Whether only batch jobs are asked for, of which there are none.</summary>
    public bool OnlyBatches { get; init; }

    /// <summary>The document's words.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    public static bool TryReadCompletions(
        IEnumerable<KeyValuePair<string, string?>> query,
        [NotNullWhen(true)] out UsageQuery? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        var parameters = new QueryReader(query);
        var isBatch = parameters.Flag("batch");
        var read = ReadUsage(parameters, ["project_id", "user_id", "api_key_id", "model", "batch", "service_tier"]);
        return Finish(parameters, read is null ? null : read with { OnlyBatches = isBatch == true }, out request, out error);
    }

    public static bool TryReadEmbeddings(
        IEnumerable<KeyValuePair<string, string?>> query,
        [NotNullWhen(true)] out UsageQuery? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        var parameters = new QueryReader(query);
        return Finish(
            parameters, ReadUsage(parameters, ["project_id", "user_id", "api_key_id", "model"]), out request, out error);
    }

    public static bool TryReadCosts(
        IEnumerable<KeyValuePair<string, string?>> query,
        [NotNullWhen(true)] out UsageQuery? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        var parameters = new QueryReader(query);
        parameters.Choice("bucket_width", ["1d"]);
        var groups = parameters.Words("group_by", ["project_id", "line_item", "api_key_id"]);
        var read = ReadRange(parameters, SecondsOfDay, defaultLimit: 7, mostBuckets: 180);
        return Finish(parameters, read is null ? null : read with { GroupBy = groups }, out request, out error);
    }

    private static UsageQuery? ReadUsage(QueryReader parameters, IReadOnlyList<string> groupWords)
    {
        var (width, defaultLimit, mostBuckets) = parameters.Choice("bucket_width", ["1m", "1h", "1d"]) switch
        {
            "1m" => (SecondsOfMinute, 60, 1440),
            "1h" => (SecondsOfHour, 24, 168),
            _ => (SecondsOfDay, 7, 31),
        };
        var users = parameters.Texts("user_ids", MostWords);
        var models = parameters.Texts("models", MostWords);
        var groups = parameters.Words("group_by", groupWords);
        var read = ReadRange(parameters, width, defaultLimit, mostBuckets);
        return read is null ? null : read with { UserIds = users, Models = models, GroupBy = groups };
    }

    /// <returns>Null where it is at fault.</returns>
    private static UsageQuery? ReadRange(QueryReader parameters, int width, int defaultLimit, int mostBuckets)
    {
        var start = parameters.Integer("start_time", 0, LastTime);
        if (start is null && parameters.Error is null)
            parameters.Report(ParameterErrors.Missing("start_time"));
        var end = parameters.Integer("end_time", (start ?? 0) + 1, LastTime + SecondsOfDay);
        var limit = parameters.Integer("limit", 1, mostBuckets) ?? defaultLimit;
        var first = (start ?? 0) / width * width;
        var page = UsagePlace.Read(parameters, first, width, LastTime);
        var projects = parameters.Texts("project_ids", MostWords);
        var keys = parameters.Texts("api_key_ids", MostWords);
        return parameters.Error is not null ? null : new UsageQuery
        {
            From = page ?? first,
            Until = end is null ? null : (end.Value + width - 1) / width * width,
            Width = width,
            Limit = (int)limit,
            ProjectIds = projects,
            ApiKeyIds = keys,
        };
    }

    private static bool Finish(
        QueryReader parameters, UsageQuery? read, [NotNullWhen(true)] out UsageQuery? request, [NotNullWhen(false)] out ApiError? error)
    {
        parameters.RefuseUnknown();
        error = parameters.Error;
        request = error is null ? read : null;
        return request is not null;
    }
}
