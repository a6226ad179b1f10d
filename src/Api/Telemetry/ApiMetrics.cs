using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TenantLLM.Api.Telemetry;

/// <summary>Counts requests by tenant. Of the labels' values none is a client's word: a model is named once it has answered.</summary>
internal sealed class ApiMetrics : IDisposable
{
    /// <summary>Seconds; few, as each tenant has all of them.</summary>
    private static readonly double[] DurationBuckets = [.1, .25, .5, 1, 2.5, 5, 10, 30, 60];

    /// <inheritdoc cref="DurationBuckets"/>
    private static readonly double[] FirstTokenBuckets = [.025, .05, .1, .25, .5, 1, 2.5, 5, 10];

    private const string TenantId = "tenantllm.tenant.id";
    private const string OperationName = "gen_ai.operation.name";

    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _untilFirstToken;
    private readonly Counter<long> _rejections;
    private readonly UpDownCounter<long> _streams;

    public ApiMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("TenantLLM.Api");
        _requests = _meter.CreateCounter<long>("tenantllm.requests", "{request}", "Requests for inference, by how they ended.");
        _duration = Seconds("tenantllm.request.duration", "From a request to the end of its answer.", DurationBuckets);
        _untilFirstToken = Seconds("tenantllm.request.time_to_first_token", "From a request to the first text of its answer.", FirstTokenBuckets);
        _rejections = _meter.CreateCounter<long>(
            "tenantllm.ratelimit.rejections", "{request}", "Requests that a limit or a budget refused.");
        _streams = _meter.CreateUpDownCounter<long>("tenantllm.streams.active", "{stream}", "Streams that clients are reading.");
    }

    public void Count(string tenant, InferenceOperation operation, RequestOutcome outcome, RequestRecord record)
    {
        _requests.Add(1, new TagList
        {
            { TenantId, tenant },
            { OperationName, operation.Name },
            { "gen_ai.request.model", record.Model ?? "unknown" },
            { "tenantllm.outcome", RequestOutcomes.NameOf(outcome) },
        });
        if (record.LimitKind is { } limit)
            _rejections.Add(1, new TagList { { TenantId, tenant }, { "limit_kind", limit } });
        if (outcome is not (RequestOutcome.Ok or RequestOutcome.ServerError))
            return;
        _duration.Record(record.Elapsed.TotalSeconds, new KeyValuePair<string, object?>(TenantId, tenant));
        if (record.UntilFirstToken is { } first)
            _untilFirstToken.Record(first.TotalSeconds, new KeyValuePair<string, object?>(TenantId, tenant));
    }

    public void StreamBegan() => _streams.Add(1);

    public void StreamEnded() => _streams.Add(-1);

    public void Dispose() => _meter.Dispose();

    private Histogram<double> Seconds(string name, string description, double[] buckets) => _meter.CreateHistogram(
        name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });
}
