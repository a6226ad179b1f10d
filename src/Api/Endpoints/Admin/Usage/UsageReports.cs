using TenantLLM.Api.Isolation;
using TenantLLM.Grains.Abstractions.Usage;
using TenantLLM.Wire.Admin.Usage;

namespace TenantLLM.Api.Endpoints.Admin.Usage;

/// <summary>Asks for the sums of a page and puts them into its buckets.</summary>
internal sealed class UsageReports(TenantGrains grains, TimeProvider clock)
{
    /// <param name="query">What is asked for.</param>
    /// <param name="endpoints">Whose usage.</param>
    /// <param name="results">Turns the sums of a bucket into its results.</param>
    /// <param name="hasCosts">Whether costs are needed.</param>
    public async Task<UsagePage<TResult>> ReadAsync<TResult>(
        UsageQuery query, IReadOnlyList<UsageEndpoint> endpoints, Func<IEnumerable<UsageSum>, IEnumerable<TResult>> results, bool hasCosts = false)
    {
        var end = query.Until ?? ((clock.GetUtcNow().ToUnixTimeSeconds() / query.Width) + 1) * query.Width;
        var until = Math.Min(end, query.From + ((long)query.Limit * query.Width));
        var report = endpoints.Count == 0 || until <= query.From
            ? new UsageReport([], until)
            : await grains.Shared<IUsageGrain>(IUsageGrain.Key).ReportAsync(query.ToReport(endpoints, until) with { HasCosts = hasCosts });
        var sums = report.Groups.ToLookup(sum => sum.Bucket);
        var buckets = new List<UsageBucket<TResult>>();
        for (var bucket = query.From; bucket < report.Until; bucket += query.Width)
            buckets.Add(new UsageBucket<TResult>(bucket, bucket + query.Width, [.. results(sums[bucket])]));
        return new UsagePage<TResult>(buckets, report.Until < end ? report.Until : null);
    }
}
