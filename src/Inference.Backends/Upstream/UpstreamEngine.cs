using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>Generates with a server that speaks OpenAI's API. What fails before the first token is tried again; after it, never: the
/// caller has a part of the answer.</summary>
internal sealed partial class UpstreamEngine : IInferenceEngine
{
    private readonly UpstreamEndpoint _endpoint;
    private readonly UpstreamClient _client;
    private readonly UpstreamHealth _health;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private int _hasLoggedEstimate;

    public UpstreamEngine(ModelInfo model, UpstreamEndpoint endpoint, TimeProvider clock, ILogger log)
    {
        Model = model;
        _endpoint = endpoint;
        _clock = clock;
        _log = log;
        _client = new UpstreamClient(endpoint, clock);
        _health = new UpstreamHealth(endpoint.Place, _client.AnswersAsync, clock, log);
    }

    public ModelInfo Model { get; }

    public bool IsReady => _health.IsReady;

    public async IAsyncEnumerable<GenerationUpdate> GenerateAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.Choices.Any(choice => !choice.Emitted.IsEmpty))
        {
            yield return new GenerationUpdate.Failed(NoContinuation, default);
            yield break;
        }

        if (request.Prompt is not GenerationPrompt.Conversation prompt)
        {
            yield return new GenerationUpdate.Failed(NoRawPrompts, default);
            yield break;
        }

        var body = ChatRequestBody.Write(request, prompt, _endpoint);
        using var deadline = new RequestDeadline(request.Timeout, _clock);
        var answer = new ChatAnswer(request, prompt.Messages);
        for (var tries = 1; ; tries++)
        {
            UpstreamFault? fault;
            await using (var attempt = new ChatAttempt(_client, _endpoint, body, deadline, _clock, cancellationToken))
            {
                while (true)
                {
                    (var frame, fault) = await attempt.ReadAsync();
                    fault ??= frame?.Fault;
                    if (frame is null || fault is not null)
                        break;
                    foreach (var update in answer.Accept(frame))
                        yield return update;
                    if (answer.IsFinished)
                        attempt.Close();
                }
            }

            _health.Observe(fault);
            if (fault is null)
            {
                foreach (var update in answer.Close())
                    yield return update;
            }

            if (answer.IsFinished)
            {
                LogEstimateOnce(answer);
                yield return new GenerationUpdate.Completed(answer.Usage);
                yield break;
            }

            fault ??= UpstreamFault.Broken("the stream ended without a finish reason");
            if (!answer.HasBegun && DelayAfter(fault, tries, deadline) is { } delay)
            {
                LogRetry(Model.Id, _endpoint.Place, fault.Log, delay);
                await Task.Delay(delay, _clock, cancellationToken);
                continue;
            }

            LogFault(fault);
            yield return new GenerationUpdate.Failed((answer.HasBegun ? fault.Midway() : fault).Failure, answer.Usage);
            yield break;
        }
    }

    /// <summary>Nothing is kept here; what the server behind keeps is its own.</summary>
    public void Forget(string tenantId)
    {
    }

    public async Task<EmbeddingResult> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken)
    {
        if (EmbeddingCall.Write(request, _endpoint) is not { } body)
            return new EmbeddingResult([], 0, MixedInputs);
        using var deadline = new RequestDeadline(null, _clock);
        for (var tries = 1; ; tries++)
        {
            var (result, fault) = await EmbedOnceAsync(body, request.Inputs.Count, deadline, cancellationToken);
            _health.Observe(fault);
            if (fault is null)
                return result!;
            if (DelayAfter(fault, tries, deadline) is not { } delay)
            {
                LogFault(fault);
                return new EmbeddingResult([], 0, fault.Failure);
            }

            LogRetry(Model.Id, _endpoint.Place, fault.Log, delay);
            await Task.Delay(delay, _clock, cancellationToken);
        }
    }

    public Task<PromptTokens> CountTokensAsync(GenerationPrompt prompt, CancellationToken cancellationToken) =>
        Task.FromResult(new PromptTokens(0, NoTokenizer));

    public ValueTask DisposeAsync()
    {
        _health.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static GenerationFailure NoContinuation { get; } = new(
        GenerationFailureKind.Unsupported, "This model runs on another server and cannot continue an answer that was begun elsewhere.");

    private static GenerationFailure NoRawPrompts { get; } = new(
        GenerationFailureKind.Unsupported, "This model runs on another server, which is asked to chat only: it continues no raw prompts.");

    private static GenerationFailure NoTokenizer { get; } = new(
        GenerationFailureKind.Unsupported, "This model runs on another server, which does not tell how many tokens a prompt has.");

    private static GenerationFailure MixedInputs { get; } = new(
        GenerationFailureKind.Unsupported, "The inputs must be all texts or all tokens with this model.");
}
