using Microsoft.Extensions.Logging;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Sessions;
using TenantLLM.Grains.Storage;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Grains.Conversations;

/// <content>A run from its start to its end.</content>
internal sealed partial class ConversationGrain
{
    public async Task<InputTokens> CountInputTokensAsync(ResponseRequest request)
    {
        var run = new ResponseRun(request);
        if ((NoConversation(run) ?? await _session.PlaceAsync(run)) is { } refusal)
            return new InputTokens(0, refusal);
        using var lease = await catalogue.AcquireAsync(request.Model, CancellationToken.None);
        if (lease.Engine is not { } engine)
            return new InputTokens(0, lease.ToFailure(request.Model));
        var tokens = await engine.CountTokensAsync(Prompt(run, Items(run)).Prompt.ToEngine(), CancellationToken.None);
        return new InputTokens(tokens.Count, tokens.Failure?.ToSession());
    }

    /// <summary>Begins a response.</summary>
    /// <returns>Null where it runs now.</returns>
    private async Task<SessionFailure?> StartAsync(ResponseRun run)
    {
        var refusal = await TryStartAsync(run);
        if (refusal is not null)
            settlement.Settle(_key.ProjectId, run.Request, usage: null);
        return refusal;
    }

    private async Task<SessionFailure?> TryStartAsync(ResponseRun run)
    {
        if ((Unstored(run) ?? NoConversation(run) ?? Locked(run)) is { } refusal)
            return refusal;
        _runs.Add(run);
        var failure = await PrepareAsync(run);
        if (failure is not null)
        {
            _runs.Remove(run);
            return failure;
        }

        // Nobody may call while it runs, and still it must run on.
        DelayDeactivation(TimeSpan.MaxValue);
        run.Start(GenerateAsync);
        return null;
    }

    private static SessionFailure? Unstored(ResponseRun run) => run.Request is { IsBackground: true, Store: false }
        ? new SessionFailure(SessionFailureKind.Unsupported, "A background response must be stored: nobody could fetch it otherwise.")
        : null;

    private SessionFailure? NoConversation(ResponseRun run) => run.Request.IsInConversation && !_session.HasConversation
        ? new SessionFailure(SessionFailureKind.NotFound, "The conversation was not found.")
        : null;

    private SessionFailure? Locked(ResponseRun run) => run.Request.IsInConversation && _runs.HoldConversation
        ? new SessionFailure(
            SessionFailureKind.Locked, "Another response of this conversation is being generated. Please try again when it has ended.")
        : null;

    private async Task<SessionFailure?> PrepareAsync(ResponseRun run)
    {
        try
        {
            if (await _session.PlaceAsync(run) is { } refusal)
                return refusal;
            if (run.Request.IsBackground)
                await _session.BeginAsync(run);
            return null;
        }
#pragma warning disable CA1031 // The boundary to the store: whatever it throws, the caller must get an answer.
        catch (Exception exception)
        {
            LogReadFailed(exception, run.Request.Id);
            return StorageFailures.Of(exception, "The session could not be read or written. Please try again.");
        }
#pragma warning restore CA1031
    }

    /// <summary>Generates a response, and writes it down before its last update is told.</summary>
    private async Task GenerateAsync(ResponseRun run)
    {
        var outcome = await AnswerAsync(run);
        var usage = run.Meter?.Take();
        try
        {
            // Of what failed before it began there is no trace, unless its client was told that it was begun.
            if (run.Fingerprint is not null || run.Request.IsBackground)
                await _session.EndAsync(run, outcome, usage);
            if (usage is not null)
                run.Meter!.Committed(usage);
        }
#pragma warning disable CA1031 // The boundary to the store: whatever it throws, the stream must end properly.
        catch (Exception exception)
        {
            LogWriteFailed(exception, run.Request.Id);
            if (usage is not null)
                run.Meter!.Postpone();
            outcome = ResponseOutcome.Failed(
                run, StorageFailures.Of(exception, "The response could not be stored. Please try again."), clock.GetUtcNow());
        }
#pragma warning restore CA1031

        settlement.Settle(_key.ProjectId, run.Request, usage);
        _runs.Remove(run);
        if (_runs.All.Count == 0)
            DelayDeactivation(TimeSpan.Zero);
        run.End(outcome.Update);
        run.Dispose();
    }

    /// <summary>Runs the engine to the end of the answer.</summary>
    private async Task<ResponseOutcome> AnswerAsync(ResponseRun run)
    {
        try
        {
            return ResponseOutcome.Of(run, await ReadAnswerAsync(run), clock.GetUtcNow());
        }
        catch (OperationCanceledException) when (run.Cause is not null)
        {
            return ResponseOutcome.Stopped(run, clock.GetUtcNow());
        }
#pragma warning disable CA1031 // A run belongs to no call that could throw: its readers must learn of its end.
        catch (Exception exception)
        {
            LogBroke(exception, run.Request.Id);
            run.Meter?.Break();
            return ResponseOutcome.Failed(run, EngineFailure, clock.GetUtcNow());
        }
#pragma warning restore CA1031
    }

    /// <returns>The last update.</returns>
    private async Task<SessionUpdate> ReadAnswerAsync(ResponseRun run)
    {
        using var lease = await catalogue.AcquireAsync(run.Request.Model, run.Stopping);
        if (lease.Engine is not { } engine)
            return SessionUpdate.Failed(lease.ToFailure(run.Request.Model));
        run.Meter = metering.Begin(_key, run.Request, lease.Price);
        var items = Items(run);
        var last = await ReadAnswerAsync(run, engine, Prompt(run, items));
        if (last.End?.Failure?.Kind != SessionFailureKind.PromptTooLong || !run.Request.MayTruncate)
            return last;
        var truncation = new PromptTruncation(engine, items, some => Prompt(run, some));
        return await ReadAnswerAsync(run, engine, await truncation.FitAsync(run.Stopping));
    }

    private async Task<SessionUpdate> ReadAnswerAsync(ResponseRun run, IInferenceEngine engine, SessionRequest request)
    {
        await foreach (var update in engine.GenerateAsync(request.ToEngine(_key), run.Stopping))
        {
            run.Meter!.Observe(update);
            var told = update.ToSession(engine.Model);
            if (told.End is not null)
                return told;
            run.Add(
                told,
                promptTokens: (update as GenerationUpdate.Started)?.PromptTokens ?? 0,
                completionTokens: (update as GenerationUpdate.TextDelta)?.Tokens.Length ?? 0);
        }

        return SessionUpdate.Failed(EngineFailure, run.Usage);
    }

    private static IReadOnlyList<ConversationItem> Items(ResponseRun run) => [.. run.History, .. run.Request.Input];

    private static SessionRequest Prompt(ResponseRun run, IEnumerable<ConversationItem> items) => new()
    {
        ResponseId = run.Request.Id,
        Model = run.Request.Model,
        Prompt = new SessionPrompt.Conversation(PromptMessages.Of(run.Request.Instructions, items)),
        MaxTokens = run.Request.MaxOutputTokens,
        Temperature = run.Request.Temperature,
        TopP = run.Request.TopP,
        TopLogProbs = run.Request.TopLogProbs,
    };

    private static SessionFailure EngineFailure { get; } = new(
        SessionFailureKind.Internal, "The model failed while it computed the response.");

    [LoggerMessage(Level = LogLevel.Error, Message = "The session could not be read for response {ResponseId}")]
    private partial void LogReadFailed(Exception exception, string responseId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The response {ResponseId} could not be written")]
    private partial void LogWriteFailed(Exception exception, string responseId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The generation of response {ResponseId} broke")]
    private partial void LogBroke(Exception exception, string responseId);
}
