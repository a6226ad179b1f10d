namespace TenantLLM.Inference.Telemetry;

/// <summary>When the stages of a generation began. Noted by the thread that computes, read by whoever reads the answer.</summary>
internal sealed class GenerationTimes(TimeProvider clock)
{
    private const long NotYet = -1;

    private readonly DateTimeOffset _askedAt = clock.GetUtcNow();
    private readonly long _asked = clock.GetTimestamp();
    private long _admitted = NotYet;
    private long _firstToken = NotYet;

    public TimeSpan Elapsed => clock.GetElapsedTime(_asked);

    /// <summary>How long it waited in the queue; null: it still does.</summary>
    public TimeSpan? UntilAdmitted => Since(Volatile.Read(ref _admitted));

    /// <summary>Null: there is no token yet.</summary>
    public TimeSpan? UntilFirstToken => Since(Volatile.Read(ref _firstToken));

    /// <summary>The time of day that is so long after it was asked for.</summary>
    public DateTimeOffset At(TimeSpan elapsed) => _askedAt + elapsed;

    public void NoteAdmitted() => Note(ref _admitted);

    public void NoteToken() => Note(ref _firstToken);

    private void Note(ref long time)
    {
        if (Volatile.Read(ref time) == NotYet)
            Volatile.Write(ref time, clock.GetTimestamp());
    }

    private TimeSpan? Since(long timestamp) => timestamp == NotYet ? null : clock.GetElapsedTime(_asked, timestamp);
}
