using TenantLLM.Inference.Engine;
using TenantLLM.Storage.Usage;
using TenantLLM.Storage.Usage.Journal;

namespace TenantLLM.Grains.Usage;

/// <summary>
/// Counts what one answer takes, from the engine's updates: in the journal before a client gets a token, and as a row of the ledger at the
/// end. An answer that never started has none. What ends before its first token costs nothing, unless it is whole.
/// </summary>
internal sealed class AnswerMeter(UsageRow begun, IUsageJournal journal, UsageMetrics metrics, TimeProvider clock)
{
    private readonly long _started = clock.GetTimestamp();
    private IUsageNote? _note;
    private TokenUsage _usage;
    private int _promptTokens;
    private UsageOutcome _outcome = UsageOutcome.Cancelled;

    /// <summary>The row that was taken; null before, and where there is none.</summary>
    public UsageRow? Taken { get; private set; }

    /// <summary>Takes in an update, before anybody else gets it.</summary>
    public void Observe(GenerationUpdate update)
    {
        switch (update)
        {
            case GenerationUpdate.Started started:
                _promptTokens = started.PromptTokens;
                _note ??= journal.Open(begun);
                break;
            case GenerationUpdate.TextDelta text:

                // An engine that does not know its tokens streams about one at a time.
                _usage = new TokenUsage(_promptTokens, text.CachedTokens, _usage.Completion + Math.Max(1, text.Tokens.Length));
                Note();
                break;
            case GenerationUpdate.Completed completed:
                Finish(completed.Usage, UsageOutcome.Completed);
                break;
            case GenerationUpdate.Failed failed:
                Finish(failed.Usage.Completion > 0 ? failed.Usage : _usage, UsageOutcome.Failed);
                break;
        }
    }

    /// <summary>It ended by an error of ours that no update tells of.</summary>
    public void Break() => _outcome = UsageOutcome.Failed;

    /// <summary>The row to be written, once; null where there is none, or it was taken before.</summary>
    public UsageRow? Take()
    {
        if (_note is null || Taken is not null)
            return null;
        Note();
        _note.SetOutcome(_outcome);
        var row = begun with
        {
            InputTokens = _usage.Prompt,
            CachedTokens = _usage.Cached,
            OutputTokens = _usage.Completion,
            EndedAt = begun.StartedAt + (long)clock.GetElapsedTime(_started).TotalMilliseconds,
            Outcome = _outcome,
        };
        return Taken = row.Priced();
    }

    /// <summary>The row is on disk.</summary>
    public void Committed(UsageRow row)
    {
        _note!.Close();
        metrics.Count(row);
    }

    /// <summary>The row could not be written: it is tried again, whatever the client is told.</summary>
    public void Postpone() => _note!.Postpone();

    private void Finish(TokenUsage usage, UsageOutcome outcome)
    {
        _usage = usage;
        _outcome = outcome;
    }

    private void Note() => _note?.Update(_usage.Prompt, _usage.Cached, _usage.Completion, clock.GetElapsedTime(_started));
}
