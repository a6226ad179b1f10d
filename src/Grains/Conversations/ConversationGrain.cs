using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Models;
using TenantLLM.Grains.Tenants.Limits;
using TenantLLM.Grains.Usage;
using TenantLLM.Storage.Sessions;

namespace TenantLLM.Grains.Conversations;

/// <summary>
/// A session of the Responses and Conversations APIs. A response is a run of the grain: its caller reads it like any other reader, and
/// only the grain says when it ends. What is on disk, and how it changes, is <see cref="StoredSession"/>'s.
/// </summary>
internal sealed partial class ConversationGrain(
    ModelCatalogue catalogue, ISessionStore store, UsageMetering metering, AnswerSettlement settlement, TimeProvider clock,
    ILogger<ConversationGrain> log)
    : Grain, IConversationGrain, IDisposable
{
    private readonly ResponseRuns _runs = new();
    private StoredSession _session = null!;
    private SessionKey _key;
    private bool _isRead;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = SessionKey.Parse(this.GetPrimaryKeyString());
        _session = new StoredSession(store, _key, _runs, clock);
        await _session.LoadAsync(cancellationToken);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Task.WhenAll(_runs.All.ToList().Select(run => run.StopAsync(StopCause.Interrupted)));

    public void Dispose() => _session?.Dispose();

    public async IAsyncEnumerable<SessionUpdate> RespondAsync(
        ResponseRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _isRead = true;
        var run = new ResponseRun(request);
        if (await StartAsync(run) is { } refusal)
        {
            yield return SessionUpdate.Failed(refusal);
            yield break;
        }

        try
        {
            await foreach (var update in run.ReadAsync(cancellationToken))
                yield return update;
        }
        finally
        {
            if (!request.IsBackground)
                await run.StopAsync(StopCause.Left);
        }
    }

    public async Task<SessionFailure?> BeginAsync(ResponseRequest request) => await StartAsync(new ResponseRun(request));

    public async IAsyncEnumerable<SessionUpdate> FollowAsync(
        string responseId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _isRead = true;
        if (_runs.FindStored(responseId) is { } run)
        {
            await foreach (var update in run.ReadAsync(cancellationToken))
                yield return update;
        }
        else if (await _session.FindResponseAsync(responseId) is { } stored)
        {
            foreach (var update in stored.Row.Replay(stored.Output))
                yield return update;
        }
        else
        {
            yield return SessionUpdate.Failed(
                new SessionFailure(SessionFailureKind.NotFound, $"Response with id '{responseId}' not found."));
        }
    }

    public async Task<StoredResponse?> GetResponseAsync(string responseId)
    {
        if (_runs.FindStored(responseId) is { } run)
            return run.ToResponse();
        return await _session.FindResponseAsync(responseId) is { } stored ? stored.Row.ToResponse(stored.Output) : null;
    }

    public async Task<StoredResponse?> CancelResponseAsync(string responseId)
    {
        if (_runs.FindStored(responseId) is { Request.IsBackground: true } run)
            await run.StopAsync(StopCause.Cancelled);
        return await GetResponseAsync(responseId);
    }

    public async Task<bool> DeleteResponseAsync(string responseId)
    {
        var run = _runs.FindStored(responseId);
        if (run is not null)
            await run.StopAsync(StopCause.Cancelled);
        return await _session.DeleteResponseAsync(responseId) || run is not null;
    }

    public Task<ItemPage?> ListInputItemsAsync(string responseId, ItemPageRequest page) => _session.ListInputItemsAsync(responseId, page);

    public async Task CreateConversationAsync(StoredConversation conversation, ImmutableArray<ConversationItem> items) =>
        await _session.CreateConversationAsync(conversation, items);

    public Task<StoredConversation?> GetConversationAsync() => Task.FromResult(_session.Conversation);

    public async Task<StoredConversation?> UpdateConversationAsync(ImmutableArray<MetadataEntry> metadata)
    {
        await _session.UpdateConversationAsync(metadata);
        return _session.Conversation;
    }

    public Task<bool> DeleteConversationAsync() => _session.DeleteConversationAsync();

    public Task<ConversationOutcome> AppendItemsAsync(ImmutableArray<ConversationItem> items) => _session.AppendItemsAsync(items);

    public Task<ItemPage?> ListItemsAsync(ItemPageRequest page) => _session.ListItemsAsync(page);

    public Task<ConversationItem?> GetItemAsync(string itemId) => _session.FindItemAsync(itemId);

    public Task<ConversationItem?> GetConversationItemAsync(string itemId) => _session.FindConversationItemAsync(itemId);

    public Task<ConversationOutcome> DeleteItemAsync(string itemId) => _session.DeleteItemAsync(itemId);

    public async Task ExpireResponsesAsync(ImmutableArray<string> responseIds)
    {
        foreach (var id in responseIds)
        {
            if (_runs.FindStored(id) is null)
                await _session.DeleteResponseAsync(id);
        }

        LeaveIfUnused();
    }

    public async Task ExpireConversationAsync(DateTimeOffset before)
    {
        await _session.ExpireConversationAsync(before);
        LeaveIfUnused();
    }

    /// <summary>Woken for a sweep alone, it need not stay.</summary>
    private void LeaveIfUnused()
    {
        if (!_isRead && _runs.All.Count == 0)
            DeactivateOnIdle();
    }
}
