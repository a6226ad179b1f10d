namespace TenantLLM.Storage;

/// <summary>The time in whole microseconds: PostgreSQL keeps no finer ones, and what is told of now is what is read later.</summary>
internal sealed class StoreClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow()
    {
        var now = base.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
