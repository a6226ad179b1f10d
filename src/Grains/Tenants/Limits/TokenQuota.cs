namespace TenantLLM.Grains.Tenants.Limits;

/// <summary>How a limit of tokens a minute stood at a moment.</summary>
/// <param name="Limit">Tokens a minute.</param>
/// <param name="Used">Tokens taken and not refilled; reserved ones included.</param>
/// <param name="Reserved">Tokens reserved for requests that run.</param>
/// <param name="Timestamp">The moment, as <see cref="TimeProvider.GetTimestamp"/> tells it.</param>
internal sealed record TokenQuota(long Limit, long Used, long Reserved, long Timestamp)
{
    /// <summary>What is used later, if nothing else is taken: the bucket refills evenly.</summary>
    public long UsedAt(long timestamp, TimeProvider clock) =>
        Math.Max(0, Used - (long)(Limit * clock.GetElapsedTime(Timestamp, timestamp).TotalMinutes));
}
