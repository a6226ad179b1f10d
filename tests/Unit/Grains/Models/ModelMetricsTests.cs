using System.Diagnostics.Metrics;
using TenantLLM.Grains.Models;
using TenantLLM.Inference.Models;
using Xunit;

namespace TenantLLM.Unit.Grains.Models;

public sealed class ModelMetricsTests
{
    [Fact]
    public async Task Gauges_OfACatalogue_TellStateAndProgress()
    {
        await using var test = new CatalogueUnderTest(
            new ModelOptions { Id = "a", Path = "a.gguf" }, new ModelOptions { Id = "b", Path = "b.gguf", Load = ModelLoad.FirstUse });
        await test.Catalogue.LoadAsync(default);
        var measured = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == ModelMetrics.MeterName && ReferenceEquals(instrument.Meter.Scope, test.Meters))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => measured.Add(Line(instrument, value, tags)));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Add(Line(instrument, value, tags)));
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.Equal(
            [
                "tenantllm.model.progress a = 1", "tenantllm.model.progress b = 0",
                "tenantllm.model.state a ready = 1", "tenantllm.model.state b not_loaded = 1",
            ],
            measured.Order(StringComparer.Ordinal));
    }

    private static string Line(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        $"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))} = {value}";
}
