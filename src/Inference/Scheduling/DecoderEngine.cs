using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using TenantLLM.Inference.ChatTemplates;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Scheduling;

/// <summary>A decoder made an engine: chat template before it, scheduler above it, text after it.</summary>
internal sealed class DecoderEngine(
    ModelInfo model, IDecoder decoder, ChatPrompt prompts, Scheduler scheduler, SchedulerOptions options) : IInferenceEngine
{
    public ModelInfo Model => model;

    public bool IsReady => true;

    public Task<EmbeddingResult> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new EmbeddingResult([], 0, new GenerationFailure(
            GenerationFailureKind.Unsupported, $"The model `{model.Id}` gives no embeddings.")));

    public async IAsyncEnumerable<GenerationUpdate> GenerateAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var trace = new GenerationTrace(request, model);
        var prompt = prompts.Encode(request.Messages, tools: []);
        var sequence = prompt.Succeeded ? Sequence(request, prompt.Tokens) : null;
        if (sequence is null || !scheduler.TryEnqueue(sequence))
        {
            var failed = new GenerationUpdate.Failed(prompt.Failure ?? Overloaded, default);
            trace.Observe(failed);
            yield return failed;
            yield break;
        }

        try
        {
            yield return new GenerationUpdate.Started(sequence.Usage.Prompt);
            await foreach (var update in sequence.Updates.ReadAllAsync(cancellationToken))
            {
                trace.Observe(update);
                yield return update;
            }

            trace.Observe(sequence.End!);
            yield return sequence.End!;
        }
        finally
        {
            // A reader that left: nothing more is computed for it.
            if (sequence.End is null)
                scheduler.Cancel(sequence);
        }
    }

    private static GenerationFailure Overloaded { get; } =
        new(GenerationFailureKind.Overloaded, "The engine is currently overloaded, please try again later.");

    private Sequence Sequence(GenerationRequest request, int[] prompt) => new(
        prompt,
        Math.Min(request.MaxTokens ?? int.MaxValue, model.ContextLength - prompt.Length),
        request.Sampling,
        request.Sampling.Seed ?? RandomSeed(),
        new AnswerText(decoder.Tokenizer, request.StopSequences),
        options.ReaderLag);

    private static long RandomSeed()
    {
        Span<byte> seed = stackalloc byte[sizeof(long)];
        RandomNumberGenerator.Fill(seed);
        return BitConverter.ToInt64(seed);
    }

    public ValueTask DisposeAsync()
    {
        scheduler.Dispose();
        decoder.Dispose();
        return ValueTask.CompletedTask;
    }
}
