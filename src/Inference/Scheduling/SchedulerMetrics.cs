using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using TenantLLM.Inference.Telemetry;

namespace TenantLLM.Inference.Scheduling;

/// <summary>How busy the engines are. Names as in OpenTelemetry's conventions, prefixed by ours.</summary>
internal sealed class SchedulerMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly ConcurrentDictionary<string, Scheduler> _schedulers = [];

    public SchedulerMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(GenAiConventions.Name);
        _meter.CreateObservableGauge(
            "tenantllm.scheduler.running", () => Of(scheduler => scheduler.Status.Running), "{sequence}", "Sequences being computed.");
        _meter.CreateObservableGauge(
            "tenantllm.scheduler.waiting", () => Of(scheduler => scheduler.Waiting), "{sequence}", "Sequences in the queue.");
        _meter.CreateObservableGauge(
            "tenantllm.scheduler.virtual_counter",
            () => Of(scheduler => scheduler.Status.CounterGap),
            "{token}",
            "The largest difference of virtual token counters among tenants that wait.");
        _meter.CreateObservableGauge(
            "tenantllm.kv_cache.utilization", () => Of(scheduler => scheduler.Status.CacheUtilization), "1", "The part of the KV cache in use.");
        _meter.CreateObservableCounter(
            "tenantllm.prefix_cache.query_tokens",
            () => Of(scheduler => scheduler.Status.PrefixQueryTokens),
            "{token}",
            "Prompt tokens for which a prefix was looked up.");
        _meter.CreateObservableCounter(
            "tenantllm.prefix_cache.hit_tokens",
            () => Of(scheduler => scheduler.Status.PrefixHitTokens),
            "{token}",
            "Prompt tokens that needed no prefill.");
    }

    /// <summary>Reports a model's scheduler.</summary>
    public void Observe(string model, Scheduler scheduler) => _schedulers[model] = scheduler;

    /// <summary>Reports it no longer.</summary>
    public void Forget(string model, Scheduler scheduler) => _schedulers.TryRemove(new KeyValuePair<string, Scheduler>(model, scheduler));

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<T>> Of<T>(Func<Scheduler, T> measure)
        where T : struct =>
        _schedulers.Select(entry => new Measurement<T>(
            measure(entry.Value), new KeyValuePair<string, object?>(GenAiConventions.RequestModel, entry.Key)));
}
