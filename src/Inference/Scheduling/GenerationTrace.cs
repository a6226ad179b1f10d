using System.Diagnostics;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Scheduling;

/// <summary>The span of one generation, by OpenTelemetry's GenAI conventions (v1.41). It never holds a prompt or an answer.</summary>
internal sealed class GenerationTrace : IDisposable
{
    public const string SourceName = "TenantLLM.Inference";

    private static readonly ActivitySource Source = new(SourceName);

    private readonly Activity? _activity;
    private readonly List<string> _reasons = [];
    private bool _hasText;

    /// <summary>Starts the span under the caller's. It does not become the current one: iterators run piecewise.</summary>
    public GenerationTrace(GenerationRequest request, ModelInfo model)
    {
        var operation = request.Prompt is GenerationPrompt.Raw ? "text_completion" : "chat";
        _activity = Source.CreateActivity($"{operation} {model.Id}", ActivityKind.Internal);
        if (_activity is null)
            return;
        var current = Activity.Current;
        _activity.SetTag("gen_ai.operation.name", operation)
            .SetTag("gen_ai.provider.name", "tenantllm")
            .SetTag("gen_ai.request.model", model.Id)
            .SetTag("gen_ai.conversation.id", request.ConversationId)
            .SetTag("gen_ai.response.id", request.ResponseId)
            .SetTag("gen_ai.request.choice.count", request.Choices.Count)
            .SetTag("gen_ai.request.max_tokens", request.MaxTokens)
            .SetTag("gen_ai.request.temperature", request.Sampling.Temperature)
            .SetTag("gen_ai.request.top_p", request.Sampling.TopP)
            .SetTag("gen_ai.request.top_k", request.Sampling.TopK > 0 ? request.Sampling.TopK : null)
            .SetTag("gen_ai.request.seed", request.Sampling.Seed)
            .SetTag("gen_ai.request.frequency_penalty", request.Sampling.FrequencyPenalty)
            .SetTag("gen_ai.request.presence_penalty", request.Sampling.PresencePenalty)
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
                _reasons.Add(NameOf(finished.Reason));
                break;
            case GenerationUpdate.Completed completed:
                SetUsage(completed.Usage);
                _activity?.SetTag("gen_ai.response.finish_reasons", _reasons.ToArray());
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

    private static string NameOf(FinishReason reason) => reason switch
    {
        FinishReason.Stop => "stop",
        FinishReason.Length => "length",
        FinishReason.ContentFilter => "content_filter",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a known finish reason"),
    };

    private void SetUsage(TokenUsage usage) => _activity?
        .SetTag("gen_ai.usage.input_tokens", usage.Prompt)
        .SetTag("gen_ai.usage.cache_read.input_tokens", usage.Cached)
        .SetTag("gen_ai.usage.output_tokens", usage.Completion);

    private void SetError(string type) => _activity?.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error);
}
