using System.Collections.Immutable;
using TenantLLM.Inference.ChatTemplates;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Prompts;

namespace TenantLLM.Inference.Scheduling;

/// <summary>Embeds texts on a decoder, through its scheduler: they wait and are computed beside answers, in chunks as prompts are.</summary>
internal sealed class TextEmbedder(
    ModelInfo model, IDecoder decoder, RawPrompts prompts, Scheduler scheduler, SchedulerOptions options, TimeProvider clock)
{
    public async Task<EmbeddingResult> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken)
    {
        if (decoder.Info.EmbeddingSize == 0)
            return Failed(new GenerationFailure(GenerationFailureKind.Unsupported, $"The model `{model.Id}` gives no embeddings."));

        // On the pool: many texts take a while, and callers are grains.
        var inputs = await Task.Run(() => Encode(request.Inputs, cancellationToken), cancellationToken);
        if (inputs.FirstOrDefault(input => !input.Succeeded) is { Failure: { } invalid })
            return Failed(invalid);

        using var timeout = new CancellationTokenSource(options.RequestTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var departure = either.Token.Register(scheduler.NoteDeparture);
        try
        {
            return await EmbedAsync(request.TenantId, [.. inputs.Select(input => input.Tokens!)], either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(EngineFailures.Late);
        }
    }

    private async Task<EmbeddingResult> EmbedAsync(string tenantId, int[][] inputs, CancellationToken cancellationToken)
    {
        var vectors = ImmutableArray.CreateBuilder<ReadOnlyMemory<float>>(inputs.Length);

        // A few at a time: one request must not fill the queue.
        foreach (var some in inputs.Chunk(decoder.Info.MaxBatch))
        {
            var texts = some.Select(tokens =>
                new EmbeddingSequence(tenantId, tokens, decoder.Info.EmbeddingSize, cancellationToken)).ToArray();
            foreach (var text in texts)
            {
                if (scheduler.Enqueue(text) is { } refusal)
                    text.Fail(refusal);
            }

            foreach (var text in texts)
            {
                if (await text.Done.WaitAsync(cancellationToken) is { } failure)
                    return Failed(failure);
                vectors.Add(text.Vector);
            }
        }

        return new EmbeddingResult(vectors.MoveToImmutable(), inputs.Sum(tokens => tokens.Length));
    }

    /// <returns>Of each its tokens, up to the first that cannot be embedded.</returns>
    private List<ChatPromptResult> Encode(IReadOnlyList<RawText> inputs, CancellationToken cancellationToken)
    {
        var encoded = new List<ChatPromptResult>(inputs.Count);
        foreach (var input in inputs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            encoded.Add(prompts.EncodeInput(input));
            if (!encoded[^1].Succeeded)
                break;
        }

        return encoded;
    }

    private static EmbeddingResult Failed(GenerationFailure failure) => new([], 0, failure);
}
