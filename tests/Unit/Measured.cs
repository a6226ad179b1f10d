using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace TenantLLM.Unit;

/// <summary>What the meters of one factory measure: other tests' meters have the same names.</summary>
internal sealed class Measured : IMeterFactory
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentBag<Meter> _meters = [];
    private readonly ConcurrentQueue<(string Name, double Value, IReadOnlyDictionary<string, object?> Labels)> _values = [];

    public Measured()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == this)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Add(instrument, value, labels));
        _listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Add(instrument, value, labels));
        _listener.SetMeasurementEventCallback<int>((instrument, value, labels, _) => Add(instrument, value, labels));
        _listener.Start();
    }

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options.Name, options.Version, options.Tags, this);
        _meters.Add(meter);
        return meter;
    }

    /// <summary>What an instrument has measured; an observable one is asked now.</summary>
    public IReadOnlyList<(double Value, IReadOnlyDictionary<string, object?> Labels)> Of(string instrument)
    {
        _listener.RecordObservableInstruments();
        return [.. _values.Where(value => value.Name == instrument).Select(value => (value.Value, value.Labels))];
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var meter in _meters)
            meter.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels) =>
        _values.Enqueue((instrument.Name, value, labels.ToArray().ToDictionary(label => label.Key, label => label.Value)));
}
