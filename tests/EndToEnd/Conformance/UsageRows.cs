namespace TenantLLM.EndToEnd.Conformance;

/// <summary>The rows of usage and costs.</summary>
internal static class UsageRows
{
    private const int SecondsOfDay = 86_400;

    /// <summary>The day before yesterday, so that there are several buckets, and usage in the last.</summary>
    private static readonly long Start = ((TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / SecondsOfDay) - 2) * SecondsOfDay;

    private static readonly string Beside = $$"""{"start_time":{{Start}}}""";

    private static readonly FieldExample[] OfAll =
    [
        new("start_time", $"{Start}", $$"""{"end_time":{{Start + SecondsOfDay}}}"""), new("end_time", $"{Start + SecondsOfDay}", Beside),
        new("bucket_width", "\"1d\"", Beside), new("limit", "1", Beside), new("page", $"\"page_{Start + SecondsOfDay:x}\"", Beside),
        new("project_ids", """["none"]""", Beside), new("api_key_ids", """["none"]""", Beside),
    ];

    private static readonly FieldExample[] OfUsage =
    [
        .. OfAll, new("user_ids", """["none"]""", Beside), new("models", """["none"]""", Beside), new("group_by", """["model"]""", Beside),
    ];

    public static IReadOnlyList<string> Resources { get; } =
        ["organization/usage/completions", "organization/usage/embeddings", "organization/costs"];

    public static IReadOnlyList<Endpoint> All { get; } =
    [
        new("GET", "/organization/usage/completions")
        {
            Samples =
            [
                Sample("plain"), Sample("hours", "&bucket_width=1h&limit=168"), Sample("page", "&limit=1"),
                Sample("groups", "&group_by=project_id&group_by=user_id&group_by=api_key_id&group_by=model&group_by=batch&group_by=service_tier"),
            ],
            Examples = [.. OfUsage, new("batch", "true", Beside)],
        },
        new("GET", "/organization/usage/embeddings")
        {
            Samples = [Sample("plain"), Sample("groups", "&group_by=project_id&group_by=model&bucket_width=1m&limit=1440")],
            Examples = OfUsage,
        },
        new("GET", "/organization/costs")
        {
            Samples = [Sample("plain"), Sample("line items", "&group_by=line_item&group_by=project_id&group_by=api_key_id&limit=180")],
            Examples = [.. OfAll, new("group_by", """["project_id"]""", Beside)],
        },
    ];

    private static EndpointSample Sample(string name, string more = "") => new(name, Query: $"?start_time={Start}{more}");
}
