namespace TenantLLM.TestKit;

/// <summary>The system's clock, some time ahead: what depends on dates sees them pass, while timers run as ever.</summary>
public sealed class ShiftedClock : TimeProvider
{
    private long _ticks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    public override long GetTimestamp() => base.GetTimestamp() + (Volatile.Read(ref _ticks) * (TimestampFrequency / TimeSpan.TicksPerSecond));

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
