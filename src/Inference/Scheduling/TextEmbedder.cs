using System.Collections.Immutable;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Scheduling;

/// <summary>Embeds texts on a decoder, through its scheduler: they wait and are computed beside answers, in chunks as prompts are.</summary>
internal sealed class TextEmbedder(ModelInfo model, IDecoder decoder, Scheduler scheduler, SchedulerOptions options, TimeProvider clock)
{
    public async Task<EmbeddingResult> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken)
    {
        if (decoder.Info.EmbeddingSize == 0)
            return Failed(new GenerationFailure(GenerationFailureKind.Unsupported, $"The model `{model.Id}` gives no embeddings."));
        var inputs = request.Inputs.Select(Encode).ToArray();
        foreach (var tokens in inputs)
        {
            if (Check(tokens) is { } invalid)
                return Failed(invalid);
        }

        using var timeout = new CancellationTokenSource(options.RequestTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var departure = either.Token.Register(scheduler.NoteDeparture);
        try
        {
            return await EmbedAsync(request.TenantId, inputs, either.Token);
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

    private int[] Encode(EmbeddingInput input)
    {
        if (input is EmbeddingInput.OfTokens given)
            return given.Tokens.ToArray();
        var tokens = new List<int>();
        if (decoder.Tokenizer.BeginningOfSequence is { } beginning)
            tokens.Add(beginning);
        decoder.Tokenizer.Encode(((EmbeddingInput.OfText)input).Text, tokens);
        return [.. tokens];
    }

    private GenerationFailure? Check(int[] tokens)
    {
        if (tokens.Length == 0)
            return new GenerationFailure(GenerationFailureKind.InvalidPrompt, "An input to embed has no tokens.");
        if (tokens.Length > model.ContextLength)
            return new GenerationFailure(
                GenerationFailureKind.PromptTooLong,
                $"This model's maximum context length is {model.ContextLength} tokens, however an input has {tokens.Length} tokens.");
        return tokens.Any(token => (uint)token >= (uint)decoder.Tokenizer.VocabularySize)
            ? new GenerationFailure(
                GenerationFailureKind.InvalidPrompt, $"Tokens of this model are 0 to {decoder.Tokenizer.VocabularySize - 1}.")
            : null;
    }

    private static EmbeddingResult Failed(GenerationFailure failure) => new([], 0, failure);
}
