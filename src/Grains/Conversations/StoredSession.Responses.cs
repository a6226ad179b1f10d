using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Storage.Sessions;
using TenantLLM.Storage.Usage;

namespace TenantLLM.Grains.Conversations;

/// <content>Responses: what they go on from, what they add, what goes with them.</content>
internal sealed partial class StoredSession
{
    /// <summary>Gives a run its place and its history: the conversation, or what the response it continues was given and said.</summary>
    /// <returns>Null where it has them.</returns>
    public async Task<SessionFailure?> PlaceAsync(ResponseRun run)
    {
        // Among the changes: what it continues must not go between the look and the run's holding on to it.
        await _gate.WaitAsync();
        try
        {
            if (run.Request.IsInConversation)
            {
                var tree = await TreeAsync();
                run.Parent = tree.ConversationEnd;
                run.History = await ItemsAsync(tree.Conversation);
            }
            else if (run.Request.PreviousResponseId is { } previous)
            {
                var tree = await TreeAsync();
                if (runs.FindStored(previous) is not null)
                    return Unfinished(previous);
                if (tree.Response(previous) is not { } response)
                    return NotFound(previous);
                run.Parent = response.End;
                run.History = await ItemsAsync(tree.PathTo(response.End));
            }

            return run.History.Count + run.Request.Input.Length == 0 ? NoInput : null;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Writes down that a background response was begun, and what it was given.</summary>
    public async Task BeginAsync(ResponseRun run) => await ChangeAsync(tree =>
    {
        var input = Chain(tree, run.Parent, run.Request.Input, isInConversation: false, run.Request.Id);
        var inputEnd = input.Count > 0 ? input[^1].Position : run.Parent;
        run.StoredInput = [.. input.Select(row => row.Position)];
        return new SessionChange { AddedItems = input, AddedResponse = run.Begun(key, inputEnd) };
    });

    /// <summary>Writes down a response that has ended: it, what it was given and said, and what it took, at once. In the conversation it leaves both
    /// where it said anything, and nothing where it did not.</summary>
    public async Task EndAsync(ResponseRun run, ResponseOutcome outcome, UsageRow? usage) => await ChangeAsync(tree =>
    {
        var output = run.Output();
        var isInConversation = run.Request.IsInConversation && HasConversation && !output.IsEmpty;
        if (!run.Request.Store && !isInConversation)
            return usage is null ? null : new SessionChange { Usage = usage };
        var responseId = run.Request.Store ? run.Request.Id : null;
        var isBegun = run.StoredInput is not null;
        var given = isBegun ? [] : run.Request.Input;
        var parent = run.StoredInput is [.., var last] ? last : run.Parent;
        var added = Chain(tree, parent, [.. given, .. output], isInConversation, responseId, run.Request.OutputItemId);
        var inputEnd = given.Length > 0 ? added[given.Length - 1].Position : parent;
        var row = responseId is null ? null : run.Ended(key, inputEnd, added.Count > 0 ? added[^1].Position : parent, outcome);
        return new SessionChange
        {
            AddedItems = added,
            MovedItems = isInConversation
                ? [.. (run.StoredInput ?? []).Select(position => tree[position] with { ConversationPosition = position })]
                : [],
            AddedResponse = isBegun ? null : row,
            ChangedResponse = isBegun ? row : null,
            Usage = usage,
        };
    });

    /// <summary>A response that does not run; null where there is none. One whose end could not be written was interrupted.</summary>
    public async Task<(ResponseRow Row, ImmutableArray<ConversationItem> Output)?> FindResponseAsync(string responseId)
    {
        if (await store.FindResponseAsync(key.ProjectId, key.ConversationId, responseId, CancellationToken.None) is not { } row)
            return null;
        if (row.EndedAt is null)
            row = row.With(ResponseOutcome.Interrupted(clock.GetUtcNow()));
        var output = await store.LoadOutputAsync(key.ProjectId, key.ConversationId, responseId, CancellationToken.None);
        return (row, [.. output.Select(ItemJson.Read)]);
    }

    /// <summary>Deletes a response, and the items that are there for nothing else.</summary>
    /// <returns>False where there is none.</returns>
    public Task<bool> DeleteResponseAsync(string responseId) => ChangeAsync(tree => tree.Response(responseId) is null
        ? null
        : new SessionChange { RemovedResponse = responseId, RemovedItems = tree.OnlyOf(responseId, runs.Continued) });

    private static SessionFailure NoInput { get; } = new(
        SessionFailureKind.InvalidPrompt, "There is nothing to respond to: give `input`, or continue a response or a conversation that has items.");

    private static SessionFailure NotFound(string previous) => new(
        SessionFailureKind.NotFound, $"Previous response with id '{previous}' not found.");

    private static SessionFailure Unfinished(string previous) => new(
        SessionFailureKind.InvalidPrompt, $"Previous response with id '{previous}' is still being generated. Wait until it has ended.");
}
