using System.Diagnostics;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Scheduling;

/// <summary>The span of one generation, by OpenTelemetry's GenAI conventions (v1.41). It never holds a prompt or an answer.</summary>
internal sealed class GenerationTrace : IDisposable
{
    public const string SourceName = "TenantLLM.Inference";

    private static readonly ActivitySource Source = new(SourceName);

    private readonly Activity? _activity;
    private bool _hasText;

    /// <summary>Starts the span under the caller's. It does not become the current one: iterators run piecewise.</summary>
    public GenerationTrace(GenerationRequest request, ModelInfo model)
    {
        _activity = Source.CreateActivity($"chat {model.Id}", ActivityKind.Internal);
        if (_activity is null)
            return;
        var current = Activity.Current;
        _activity.SetTag("gen_ai.operation.name", "chat")
            .SetTag("gen_ai.provider.name", "tenantllm")
            .SetTag("gen_ai.request.model", model.Id)
            .SetTag("gen_ai.conversation.id", request.ConversationId)
            .SetTag("gen_ai.response.id", request.ResponseId)
            .SetTag("tenantllm.tenant.id", request.TenantId)
            .Start();
        Activity.Current = current;
    }

    public void Observe(GenerationUpdate update)
    {
        switch (update)
        {
            case GenerationUpdate.TextDelta when !_hasText:
                _hasText = true;
                _activity?.AddEvent(new ActivityEvent("first token"));
                break;
            case GenerationUpdate.ChoiceFinished finished:
                _activity?.SetTag("gen_ai.response.finish_reasons", new[] { finished.Reason.ToString().ToLowerInvariant() });
                break;
            case GenerationUpdate.Completed completed:
                SetUsage(completed.Usage);
                _activity?.SetStatus(ActivityStatusCode.Ok);
                break;
            case GenerationUpdate.Failed failed:
                SetUsage(failed.Usage);
                SetError(failed.Failure.Kind.ToString());
                break;
        }
    }

    public void Dispose()
    {
        if (_activity is { Status: ActivityStatusCode.Unset })
            SetError("cancelled");
        _activity?.Dispose();
    }

    private void SetUsage(TokenUsage usage) => _activity?
        .SetTag("gen_ai.usage.input_tokens", usage.Prompt)
        .SetTag("gen_ai.usage.cache_read.input_tokens", usage.Cached)
        .SetTag("gen_ai.usage.output_tokens", usage.Completion);

    private void SetError(string type) => _activity?.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error);
}
