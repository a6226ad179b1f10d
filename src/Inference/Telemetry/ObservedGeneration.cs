using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Telemetry;

/// <summary>What is told of one generation once it is over. Disposing is its end: one without a last update was left by its reader.</summary>
internal sealed class ObservedGeneration : IDisposable
{
    private readonly GenerationRequest _request;
    private readonly ModelInfo _model;
    private readonly EngineMetrics _metrics;
    private readonly GenerationTrace _trace;
    private readonly List<FinishReason> _reasons = [];
    private TokenUsage? _usage;
    private string? _error = GenAiConventions.Cancelled;

    public ObservedGeneration(
        GenerationRequest request, ModelInfo model, EngineMetrics metrics, CapturedContent? content, TimeProvider clock)
    {
        (_request, _model, _metrics) = (request, model, metrics);
        Times = new GenerationTimes(clock);
        _trace = new GenerationTrace(request, model, Times, content);
    }

    public GenerationTimes Times { get; }

    public void Observe(GenerationUpdate update)
    {
        _trace.Observe(update);
        switch (update)
        {
            case GenerationUpdate.TextDelta:
                // Noted already, unless another server computes.
                Times.NoteToken();
                break;
            case GenerationUpdate.ChoiceFinished finished:
                _reasons.Add(finished.Reason);
                break;
            case GenerationUpdate.Completed completed:
                (_usage, _error) = (completed.Usage, null);
                break;
            case GenerationUpdate.Failed failed:
                (_usage, _error) = (failed.Usage, GenAiConventions.NameOf(failed.Failure.Kind));
                break;
        }
    }

    public void Dispose()
    {
        var tokens = _error is null && _usage is { } usage ? (double)usage.Completion / _request.Choices.Count : 0;
        _trace.Measure(() => _metrics.Record(GenAiConventions.OperationOf(_request), _model, Times, _error, tokens));
        _trace.End(_usage, _reasons, _error);
    }
}
