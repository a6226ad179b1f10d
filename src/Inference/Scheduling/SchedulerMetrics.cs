using System.Diagnostics.Metrics;

namespace TenantLLM.Inference.Scheduling;

/// <summary>How busy the engines are. Names as in OpenTelemetry's conventions, prefixed by ours.</summary>
internal sealed class SchedulerMetrics : IDisposable
{
    public const string MeterName = "TenantLLM.Inference";

    private readonly Meter _meter;

    public SchedulerMetrics(IMeterFactory meters) => _meter = meters.Create(MeterName);

    /// <summary>Reports a model's scheduler for as long as the process lives.</summary>
    public void Observe(string model, Scheduler scheduler)
    {
        var tag = new KeyValuePair<string, object?>("gen_ai.request.model", model);
        _meter.CreateObservableGauge(
            "tenantllm.scheduler.running", () => new Measurement<int>(scheduler.Running, tag), "{request}", "Requests being computed.");
        _meter.CreateObservableGauge(
            "tenantllm.scheduler.waiting", () => new Measurement<int>(scheduler.Waiting, tag), "{request}", "Requests in the queue.");
    }

    public void Dispose() => _meter.Dispose();
}
