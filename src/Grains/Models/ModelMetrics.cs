using System.Diagnostics.Metrics;
using TenantLLM.Grains.Abstractions.Models;

namespace TenantLLM.Grains.Models;

/// <summary>What the models of this silo are doing.</summary>
internal sealed class ModelMetrics : IDisposable
{
    public const string MeterName = "TenantLLM.Models";

    private readonly Meter _meter;

    public ModelMetrics(IMeterFactory meters) => _meter = meters.Create(MeterName);

    /// <summary>Reports models for as long as the process lives.</summary>
    public void Observe(Func<IEnumerable<ModelDescription>> models)
    {
        _meter.CreateObservableGauge(
            "tenantllm.model.state",
            () => models().Select(model => new Measurement<int>(
                1, Tag(model), new KeyValuePair<string, object?>("tenantllm.model.state", Word(model.State)))),
            "{model}",
            "1 for each model, under the state it is in.");
        _meter.CreateObservableGauge(
            "tenantllm.model.progress",
            () => models().Select(model => new Measurement<double>(model.Progress, Tag(model))),
            "1",
            "How much of each model is loaded.");
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(ModelDescription model) => new("gen_ai.request.model", model.Id);

    private static string Word(ModelState state) => state switch
    {
        ModelState.NotLoaded => "not_loaded",
        ModelState.Loading => "loading",
        ModelState.Ready => "ready",
        ModelState.Unavailable => "unavailable",
        ModelState.Unloading => "unloading",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "not a known state"),
    };
}
