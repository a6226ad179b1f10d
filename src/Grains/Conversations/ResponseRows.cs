using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Storage.Sessions;

namespace TenantLLM.Grains.Conversations;

/// <summary>Between responses and their rows.</summary>
internal static class ResponseRows
{
    /// <summary>The row of a response that was begun.</summary>
    public static ResponseRow Begun(this ResponseRun run, SessionKey key, int? inputEnd) => new()
    {
        ProjectId = key.ProjectId,
        SessionId = key.ConversationId,
        Id = run.Request.Id,
        Status = nameof(ResponseStatus.Queued),
        Model = run.Request.Model,
        IsBackground = run.Request.IsBackground,
        InputEnd = inputEnd,
        End = inputEnd,
        Echo = run.Request.Echo,
        CreatedAt = run.Request.CreatedAt,
    };

    /// <summary>The row of one that has ended.</summary>
    public static ResponseRow Ended(this ResponseRun run, SessionKey key, int? inputEnd, int? end, ResponseOutcome outcome) =>
        run.Begun(key, inputEnd).With(outcome) with
        {
            End = end,
            Fingerprint = run.Fingerprint,
            FinishReason = run.FinishReason?.ToString(),
            Journal = ResponseJournal.Write(run.Updates
                .Where(update => update.Kind == SessionUpdateKind.TextDelta)
                .Select(update => (update.Text!.Length, update.LogProbs?.Tokens.Length ?? 0))),
        };

    public static ResponseRow With(this ResponseRow row, ResponseOutcome outcome)
    {
        var (usage, failure) = (outcome.Update.End!.Usage, outcome.Update.End.Failure);
        return row with
        {
            Status = outcome.Status.ToString(),
            EndedAt = outcome.EndedAt,
            FailureKind = failure?.Kind.ToString(),
            FailureMessage = failure?.Message,
            FailureRetryAfter = failure?.RetryAfter,
            PromptTokens = usage.PromptTokens,
            CachedTokens = usage.CachedTokens,
            CompletionTokens = usage.CompletionTokens,
        };
    }

    public static StoredResponse ToResponse(this ResponseRow row, ImmutableArray<ConversationItem> output)
    {
        var status = Enum.Parse<ResponseStatus>(row.Status);
        return new StoredResponse
        {
            Id = row.Id,
            Status = status,
            CreatedAt = row.CreatedAt,
            CompletedAt = status == ResponseStatus.Completed ? row.EndedAt : null,
            Model = row.Model,
            Output = output,
            Usage = row.EndedAt is null ? null : row.Usage(),
            Failure = status == ResponseStatus.Failed ? row.Failure() : null,
            FinishReason = status == ResponseStatus.Incomplete ? row.FinishReason() : null,
            IsBackground = row.IsBackground,
            Echo = row.Echo,
        };
    }

    /// <summary>A response that runs yet.</summary>
    public static StoredResponse ToResponse(this ResponseRun run) => new()
    {
        Id = run.Request.Id,
        Status = run.Status,
        CreatedAt = run.Request.CreatedAt,
        Model = run.Request.Model,
        Output = [.. run.Output().Select(item => item with { IsComplete = false })],
        IsBackground = run.Request.IsBackground,
        Echo = run.Request.Echo,
    };

    /// <summary>The updates that a response's readers saw, from its row and what it said.</summary>
    public static IEnumerable<SessionUpdate> Replay(this ResponseRow row, ImmutableArray<ConversationItem> output)
    {
        if (row.Fingerprint is { } fingerprint)
            yield return SessionUpdate.Started(new SessionStart(fingerprint));
        if (output.FirstOrDefault(item => item.Kind == ConversationItemKind.Message) is { Content: [var part, ..] })
        {
            var (text, tokens) = (0, 0);
            foreach (var (characters, logProbs) in ResponseJournal.Read(row.Journal ?? []))
            {
                var told = logProbs == 0 ? null : new SessionLogProbs(part.LogProbs!.Tokens.Slice(tokens, logProbs));
                yield return SessionUpdate.TextDelta(0, part.Text.Substring(text, characters), told);
                text += characters;
                tokens += logProbs;
            }
        }

        if (row.FinishReason() is { } reason)
            yield return SessionUpdate.ChoiceFinished(0, reason);
        var last = row.Failure() is { } failure ? SessionUpdate.Failed(failure, row.Usage()) : SessionUpdate.Completed(row.Usage());
        yield return last.EndedAt(row.EndedAt);
    }

    private static SessionUsage Usage(this ResponseRow row) => new(row.PromptTokens, row.CachedTokens, row.CompletionTokens);

    private static SessionFailure? Failure(this ResponseRow row) => row.FailureKind is { } kind
        ? new SessionFailure(Enum.Parse<SessionFailureKind>(kind), row.FailureMessage!) { RetryAfter = row.FailureRetryAfter }
        : null;

    private static SessionFinishReason? FinishReason(this ResponseRow row) =>
        row.FinishReason is { } reason ? Enum.Parse<SessionFinishReason>(reason) : null;
}
