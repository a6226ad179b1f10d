using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Admin.Usage;

/// <summary>A page of buckets.</summary>
/// <param name="Data">All of the page's, in their order.</param>
/// <param name="Next">Unix seconds of the bucket to go on with; null on the last page.</param>
public sealed record UsagePage<TResult>(
    [property: JsonPropertyName("data"), JsonPropertyOrder(1)] IReadOnlyList<UsageBucket<TResult>> Data,
    [property: JsonIgnore] long? Next)
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "page";

    [JsonPropertyName("has_more"), JsonPropertyOrder(2)]
    public bool HasMore => Next is not null;

    [JsonPropertyName("next_page"), JsonPropertyOrder(3)]
    public string? NextPage => Next is { } next ? UsagePlace.Of(next) : null;
}

/// <summary>What was used in a time.</summary>
/// <param name="StartTime">Unix seconds, inclusive.</param>
/// <param name="EndTime">Unix seconds, exclusive.</param>
/// <param name="Results">One for each group; none where nothing was used.</param>
public sealed record UsageBucket<TResult>(
    [property: JsonPropertyName("start_time"), JsonPropertyOrder(1)] long StartTime,
    [property: JsonPropertyName("end_time"), JsonPropertyOrder(2)] long EndTime,
    [property: JsonPropertyName("results"), JsonPropertyOrder(3)] IReadOnlyList<TResult> Results)
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "bucket";
}
