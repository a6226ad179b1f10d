using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TenantLLM.Storage.Writing;

/// <summary>How the write queue does.</summary>
internal sealed class WriteMetrics : IDisposable
{
    /// <summary>Seconds.</summary>
    private static readonly double[] Buckets = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];

    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _failures;

    public WriteMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("TenantLLM.Storage");
        _duration = _meter.CreateHistogram(
            "tenantllm.storage.write.duration",
            "s",
            "From a write's call to its commit.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets });
        _failures = _meter.CreateCounter<long>("tenantllm.storage.write.failures", "{write}", "Writes that were not committed.");
    }

    /// <summary>Reports a queue for as long as the process lives.</summary>
    public void Observe(Func<int> waiting) =>
        _meter.CreateObservableGauge("tenantllm.storage.writes.waiting", waiting, "{write}", "Writes that wait for a commit.");

    public void Committed(TimeSpan duration) => _duration.Record(duration.TotalSeconds);

    /// <param name="isUnavailable">Whether it is the database's own failure.</param>
    public void Failed(bool isUnavailable) =>
        _failures.Add(1, new TagList { { "tenantllm.storage.reason", isUnavailable ? "unavailable" : "rejected" } });

    public void Dispose() => _meter.Dispose();
}
