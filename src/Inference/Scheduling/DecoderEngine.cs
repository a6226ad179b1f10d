using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using TenantLLM.Inference.ChatTemplates;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Prompts;

namespace TenantLLM.Inference.Scheduling;

/// <summary>A decoder made an engine: prompts before it, scheduler above it, text after it.</summary>
internal sealed class DecoderEngine(
    ModelInfo model,
    IDecoder decoder,
    ChatPrompt prompts,
    RawPrompts rawPrompts,
    Scheduler scheduler,
    SchedulerMetrics metrics,
    SchedulerOptions options,
    TimeProvider clock) : IInferenceEngine
{
    private readonly TextEmbedder _embedder = new(model, decoder, rawPrompts, scheduler, options, clock);

    public ModelInfo Model => model;

    public bool IsReady => scheduler.IsReady;

    public async IAsyncEnumerable<GenerationUpdate> GenerateAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prompt = Encode(request.Prompt);
        var generation = prompt.Succeeded ? Begin(request, prompt.Tokens) : null;
        var refusal = generation is null ? prompt.Failure : Enqueue(generation);
        if (generation is null || refusal is not null)
        {
            yield return new GenerationUpdate.Failed(refusal!, default);
            yield break;
        }

        using var deadline = new RequestDeadline(
            generation, options.QueueTimeout, request.Timeout ?? options.RequestTimeout, clock, scheduler.NoteDeparture);
        try
        {
            yield return new GenerationUpdate.Started(generation.Usage.Prompt) { PromptText = TextOf(request.Prompt) };
            await foreach (var update in generation.Updates.ReadAllAsync(cancellationToken))
                yield return update;
            yield return generation.End!;
        }
        finally
        {
            // A reader that left: nothing more is computed for it.
            if (generation.End is null)
            {
                generation.Cancel();
                scheduler.NoteDeparture();
            }
        }
    }

    public Task<EmbeddingResult> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken) =>
        _embedder.EmbedAsync(request, cancellationToken);

    /// <summary>On the pool: a long prompt takes milliseconds, and callers are grains.</summary>
    public Task<PromptTokens> CountTokensAsync(GenerationPrompt prompt, CancellationToken cancellationToken) =>
        Task.Run(() => Count(prompt), cancellationToken);

    public void Forget(string tenantId) => scheduler.Forget(tenantId);

    public ValueTask DisposeAsync()
    {
        metrics.Forget(model.Id, scheduler);
        scheduler.Dispose();
        if (scheduler.HasStopped)
            decoder.Dispose();
        return ValueTask.CompletedTask;
    }

    private ChatPromptResult Encode(GenerationPrompt prompt) => prompt switch
    {
        GenerationPrompt.Conversation conversation => prompts.Encode(
            conversation.Messages, tools: [], reasoningEffort: conversation.ReasoningEffort),
        GenerationPrompt.Raw raw => rawPrompts.Encode(raw.Text),
        _ => throw new ArgumentOutOfRangeException(nameof(prompt), prompt.GetType().Name, "not a known kind of prompt"),
    };

    private PromptTokens Count(GenerationPrompt prompt)
    {
        if (prompt is GenerationPrompt.Conversation conversation)
            return prompts.Count(conversation.Messages, tools: []);
        var encoded = Encode(prompt);
        return new PromptTokens(encoded.Tokens?.Length ?? 0, encoded.Failure);
    }

    private string? TextOf(GenerationPrompt prompt) =>
        prompt is GenerationPrompt.Raw { Text: RawText.OfTokens { Tokens: var tokens } } ? rawPrompts.TextOf(tokens.Span) : null;

    private Generation Begin(GenerationRequest request, int[] prompt)
    {
        var limit = Math.Min(request.MaxTokens ?? int.MaxValue, model.ContextLength - prompt.Length);
        var seed = request.Sampling.Seed ?? RandomSeed();
        var generation = new Generation(prompt.Length, options.ReaderLag * request.Choices.Count, request.Times);
        generation.Begin([.. request.Choices.Select(start => new ChoiceSequence(
            generation, request, start, prompt, limit, seed, new AnswerText(decoder.Tokenizer, request.StopSequences)))]);
        return generation;
    }

    /// <summary>Puts the first choice into the queue; the others follow once the prompt is computed.</summary>
    private GenerationFailure? Enqueue(Generation generation) =>
        generation.Choices.FirstOrDefault(choice => !choice.HasFinished) is { } first ? scheduler.Enqueue(first) : null;

    private static long RandomSeed()
    {
        Span<byte> seed = stackalloc byte[sizeof(long)];
        RandomNumberGenerator.Fill(seed);
        return BitConverter.ToInt64(seed);
    }
}
