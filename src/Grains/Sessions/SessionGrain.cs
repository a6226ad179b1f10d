using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Models;
using TenantLLM.Grains.Placement;
using TenantLLM.Grains.Storage;
using TenantLLM.Grains.Tenants.Limits;
using TenantLLM.Grains.Usage;
using TenantLLM.Inference.Engine;
using TenantLLM.Storage.Conversations;

namespace TenantLLM.Grains.Sessions;

/// <summary>
/// Answers turns with the silo's engine and writes them down. Several generations of one conversation may run at once, as
/// Chat Completions allows it: each is its own path through the conversation.
/// </summary>
[HostedByModel]
internal sealed partial class SessionGrain(
    ModelCatalogue catalogue, SessionPlace place, IConversationStore store, UsageMetering metering, AnswerSettlement settlement, TimeProvider clock,
    ILogger<SessionGrain> log) : Grain, ISessionGrain
{
    private SessionKey _key;
    private ConversationHistory _history = null!;
    private bool _hasGenerated;
    private int _answers;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = SessionKey.Parse(this.GetPrimaryKeyString());
        _history = new ConversationHistory(store, _key);
        return Task.CompletedTask;
    }

    public async Task<ImmutableArray<SessionItem>> GetItemsAsync() =>
    [
        .. (await store.LoadAsync(_key.ProjectId, _key.ConversationId, CancellationToken.None)).Select(row => new SessionItem(
            row.Position, row.ParentPosition, SessionMessageJson.Read(row.Role, row.Content), row.ResponseId, row.IsComplete)),
    ];

    public async Task ExpireAsync(DateTimeOffset before)
    {
        await _history.ExpireAsync(before);

        // Woken for this alone, it need not stay.
        if (!_hasGenerated)
            DeactivateOnIdle();
    }

    public async IAsyncEnumerable<SessionUpdate> GenerateAsync(
        SessionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _hasGenerated = true;
        if (place.Leave(this, request.Model, isBusy: _answers > 0) is { } elsewhere)
        {
            yield return SessionUpdate.Failed(elsewhere);
            yield break;
        }

        _answers++;
        try
        {
            await foreach (var update in AnswerAsync(request, cancellationToken).WithHeartbeats(clock, cancellationToken))
                yield return update;
        }
        finally
        {
            _answers--;
        }
    }

    private async IAsyncEnumerable<SessionUpdate> AnswerAsync(
        SessionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var caller = Activity.Current?.Context ?? default;
        using var lease = await catalogue.AcquireAsync(request.Model, cancellationToken);
        if (lease.Engine is not { } engine)
        {
            settlement.Settle(_key.ProjectId, request, usage: null, caller);
            yield return SessionUpdate.Failed(lease.ToFailure(request.Model));
            yield break;
        }

        // The answer does not wait for it; the first write does.
        if (request.KeepTurn)
            _history.Prepare();
        var turn = new Turn(request, engine.Model.Fingerprint);
        var meter = metering.Begin(_key, request, lease.Price);
        try
        {
            await foreach (var update in engine.GenerateAsync(request.ToEngine(_key), cancellationToken))
            {
                turn.Observe(update);
                meter.Observe(update);

                // What a client is told is complete is on disk first, and what it took is, whatever the end.
                var isLast = update is GenerationUpdate.Completed or GenerationUpdate.Failed;
                if (isLast && await WriteAsync(turn, meter) is { } failure && update is GenerationUpdate.Completed)
                    yield return SessionUpdate.Failed(failure);
                else
                    yield return update.ToSession(engine.Model);
            }
        }
        finally
        {
            // A caller that left, or a generation that broke: what was said until then is kept.
            await WriteAsync(turn, meter);
            settlement.Settle(_key.ProjectId, request, meter.Taken, caller);
        }
    }

    /// <summary>Writes the turn and what it took, once.</summary>
    /// <returns>Null where it is written or needs not be; else what the client is told: the log says why.</returns>
    private async Task<SessionFailure?> WriteAsync(Turn turn, AnswerMeter meter)
    {
        if (meter.Take() is not { } usage)
            return null;
        try
        {
            if (turn.IsKept)
                await _history.AppendAsync(turn, usage, clock.GetUtcNow());
            else
                await metering.WriteAsync(usage);
            meter.Committed(usage);
            return null;
        }
#pragma warning disable CA1031 // The boundary to the store: whatever it throws, the stream must end properly.
        catch (Exception exception)
        {
            // The index may now name items that are not on disk: the next activation reads what is.
            LogWriteFailed(exception, turn.ResponseId);
            meter.Postpone();
            DeactivateOnIdle();
            return StorageFailures.Of(exception, "The answer could not be stored. Please try again.");
        }
#pragma warning restore CA1031
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The turn of response {ResponseId} could not be written")]
    private partial void LogWriteFailed(Exception exception, string responseId);
}
