using System.Diagnostics;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Telemetry;

/// <summary>The span of one generation, by OpenTelemetry's GenAI conventions, and those of its stages. Without <paramref name="content"/> it
/// never holds a prompt or an answer.</summary>
internal sealed class GenerationTrace(GenerationRequest request, ModelInfo model, GenerationTimes times, CapturedContent? content)
{
    private static readonly ActivitySource Source = new(GenAiConventions.Name);

    private readonly Activity? _activity = Start(request, model);

    public void Observe(GenerationUpdate update)
    {
        if (_activity is not null)
            content?.Observe(update);
    }

    /// <summary>Measures the generation: the exemplars lead to its span. The current one is that of a reader's poll, which is not sampled.</summary>
    public void Measure(Action measure)
    {
        var current = Activity.Current;
        Activity.Current = _activity ?? current;
        measure();
        Activity.Current = current;
    }

    /// <summary>Ends the span, whatever the end was.</summary>
    /// <param name="usage">What was computed; null: not known.</param>
    /// <param name="reasons">Why each choice ended, of those that did.</param>
    /// <param name="error">Null: it succeeded.</param>
    public void End(TokenUsage? usage, IReadOnlyList<FinishReason> reasons, string? error)
    {
        if (_activity is null)
            return;
        if (usage is { } tokens)
        {
            _activity.SetTag("gen_ai.usage.input_tokens", tokens.Prompt)
                .SetTag("gen_ai.usage.cache_read.input_tokens", tokens.Cached)
                .SetTag("gen_ai.usage.output_tokens", tokens.Completion);
        }

        if (reasons.Count > 0)
            _activity.SetTag("gen_ai.response.finish_reasons", reasons.Select(GenAiConventions.NameOf).ToArray());
        content?.WriteTo(_activity);
        var elapsed = times.Elapsed;
        if (times.UntilFirstToken is { } first)
        {
            _activity.SetTag("gen_ai.response.time_to_first_chunk", first.TotalSeconds)
                .AddEvent(new ActivityEvent("first token", times.At(first)));
        }

        _activity.AddEvent(new ActivityEvent("end", times.At(elapsed)));
        _activity.SetTag(GenAiConventions.ErrorType, error).SetStatus(error is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        AddStages(_activity, elapsed);
        _activity.Dispose();
    }

    /// <summary>Starts the span under the caller's. It does not become the current one: iterators run piecewise.</summary>
    private static Activity? Start(GenerationRequest request, ModelInfo model)
    {
        var operation = GenAiConventions.OperationOf(request);
        var current = Activity.Current;
        var activity = Source.StartActivity(
            ActivityKind.Internal, name: $"{operation} {model.Id}", tags: TagsOf(request, operation, model));
        Activity.Current = current;
        return activity;
    }

    /// <summary>Known at the start, so that samplers see them.</summary>
    private static IEnumerable<KeyValuePair<string, object?>> TagsOf(GenerationRequest request, string operation, ModelInfo model)
    {
        var sampling = request.Sampling;
        return new ActivityTagsCollection
        {
            [GenAiConventions.OperationName] = operation,
            [GenAiConventions.ProviderName] = GenAiConventions.Provider,
            [GenAiConventions.RequestModel] = model.Id,
            [GenAiConventions.TenantId] = request.TenantId,
            ["server.address"] = model.Server?.Host,
            ["server.port"] = model.Server?.Port,
            ["gen_ai.conversation.id"] = request.ConversationId,
            ["gen_ai.response.id"] = request.ResponseId,
            ["gen_ai.response.model"] = model.Id,
            ["gen_ai.request.choice.count"] = request.Choices.Count,
            ["gen_ai.request.max_tokens"] = request.MaxTokens,
            ["gen_ai.request.temperature"] = sampling.Temperature,
            ["gen_ai.request.top_p"] = sampling.TopP,
            ["gen_ai.request.top_k"] = sampling.TopK > 0 ? sampling.TopK : null,
            ["gen_ai.request.seed"] = sampling.Seed,
            ["gen_ai.request.frequency_penalty"] = sampling.FrequencyPenalty,
            ["gen_ai.request.presence_penalty"] = sampling.PresencePenalty,
        }.Where(tag => tag.Value is not null);
    }

    /// <summary>The stages are known once they are over, and cost the engine nothing while it computes. Those of another server are not.</summary>
    private void AddStages(Activity generation, TimeSpan end)
    {
        if (model.Server is not null)
            return;
        AddStage(generation, "queue", TimeSpan.Zero, times.UntilAdmitted ?? end);
        if (times.UntilAdmitted is not { } admitted)
            return;
        AddStage(generation, "prefill", admitted, times.UntilFirstToken ?? end);
        if (times.UntilFirstToken is { } first)
            AddStage(generation, "decode", first, end);
    }

    private void AddStage(Activity generation, string name, TimeSpan start, TimeSpan end)
    {
        var current = Activity.Current;
        var stage = Source.StartActivity(
            ActivityKind.Internal,
            generation.Context,
            [new(GenAiConventions.TenantId, request.TenantId)],
            startTime: times.At(start),
            name: name);
        stage?.SetEndTime(times.At(end).UtcDateTime).Dispose();
        Activity.Current = current;
    }
}
