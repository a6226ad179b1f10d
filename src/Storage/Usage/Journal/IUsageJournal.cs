namespace TenantLLM.Storage.Usage.Journal;

/// <summary>
/// What runs now, in a file that outlives the process: each answer's tokens are noted there before a client gets them, without waiting for
/// a disk. Where a server was killed, the next one writes the ledger's rows from it (docs/adr/0014).
/// </summary>
public interface IUsageJournal
{
    /// <summary>Notes that an answer has begun.</summary>
    /// <param name="begun">Its row as it would be if it were interrupted now.</param>
    /// <exception cref="IOException">There is no room, or more answers are unwritten than a journal may hold.</exception>
    IUsageNote Open(UsageRow begun);
}

/// <summary>An answer in the journal.</summary>
public interface IUsageNote
{
    /// <summary>Notes what it has taken so far.</summary>
    /// <param name="elapsed">Since it started.</param>
    void Update(long inputTokens, long cachedTokens, long outputTokens, TimeSpan elapsed);

    /// <summary>Notes how it ended: its row is about to be written.</summary>
    void SetOutcome(UsageOutcome outcome);

    /// <summary>Its row is on disk: the note is not needed any more.</summary>
    void Close();

    /// <summary>Its row could not be written: it is tried again in the background.</summary>
    void Postpone();
}
