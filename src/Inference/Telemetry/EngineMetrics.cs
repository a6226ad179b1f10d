using System.Diagnostics;
using System.Diagnostics.Metrics;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Telemetry;

/// <summary>How long engines take. Labelled by what the server knows: an operation, and a model that is loaded.</summary>
internal sealed class EngineMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _untilFirstToken;
    private readonly Histogram<double> _perToken;
    private readonly Histogram<double> _queue;

    public EngineMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(GenAiConventions.Name);
        _duration = Seconds("gen_ai.server.request.duration", "From the request to its last token.", GenAiConventions.DurationBuckets);
        _untilFirstToken = Seconds(
            "gen_ai.server.time_to_first_token", "From the request to its first token.", GenAiConventions.TimeToFirstTokenBuckets);
        _perToken = Seconds(
            "gen_ai.server.time_per_output_token", "Time for each token after the first.", GenAiConventions.TimePerTokenBuckets);
        _queue = Seconds("tenantllm.queue.duration", "From the request to its place in a batch.", GenAiConventions.TimeToFirstTokenBuckets);
    }

    /// <summary>Records a request that has ended, however it did.</summary>
    /// <param name="operation">What was asked for.</param>
    /// <param name="model">Of which model.</param>
    /// <param name="times">Its stages.</param>
    /// <param name="error">Null: it succeeded.</param>
    /// <param name="tokensOfAChoice">Tokens of each choice; 0: not told.</param>
    public void Record(string operation, ModelInfo model, GenerationTimes times, string? error, double tokensOfAChoice = 0)
    {
        var labels = new TagList
        {
            { GenAiConventions.OperationName, operation },
            { GenAiConventions.ProviderName, GenAiConventions.Provider },
            { GenAiConventions.RequestModel, model.Id },
        };
        var elapsed = times.Elapsed;
        if (times.UntilAdmitted is { } queued)
            _queue.Record(queued.TotalSeconds, new KeyValuePair<string, object?>(GenAiConventions.RequestModel, model.Id));
        if (times.UntilFirstToken is { } first)
        {
            _untilFirstToken.Record(first.TotalSeconds, labels);
            if (error is null && tokensOfAChoice > 1)
                _perToken.Record((elapsed - first).TotalSeconds / (tokensOfAChoice - 1), labels);
        }

        if (error is not null)
            labels.Add(GenAiConventions.ErrorType, error);
        _duration.Record(elapsed.TotalSeconds, labels);
    }

    public void Dispose() => _meter.Dispose();

    private Histogram<double> Seconds(string name, string description, double[] buckets) => _meter.CreateHistogram(
        name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });
}
