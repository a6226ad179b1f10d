namespace TenantLLM.Grains.Tenants.Limits;

/// <summary>
/// So many tokens a minute, as a bucket whose balance may be negative: what an answer took beyond its reservation is owed. Times are exact:
/// the balance is counted in tokens · ticks of a minute.
/// </summary>
/// <param name="limit">Tokens a minute, and the most it holds; at least one.</param>
internal sealed class TokenBalance(long limit)
{
    private const long Unit = TimeSpan.TicksPerMinute;

    private Int128 _balance = Full(limit);
    private long _now;

    public long Limit => limit;

    /// <summary>How long until so many tokens are there; zero: they are now; null: they never are.</summary>
    /// <param name="now">On a clock that only goes on. Where it goes back, time stands still here.</param>
    public TimeSpan? Wait(TimeSpan now, long tokens)
    {
        Refill(now);
        return tokens > limit ? null : ToTime(Full(tokens) - _balance);
    }

    /// <summary>Takes tokens, whether they are there or not.</summary>
    public void Take(TimeSpan now, long tokens)
    {
        Refill(now);
        _balance -= Full(tokens);
    }

    /// <summary>Gives tokens back that were taken and not used.</summary>
    public void Return(TimeSpan now, long tokens)
    {
        Refill(now);
        _balance = Int128.Min(Full(limit), _balance + Full(tokens));
    }

    /// <summary>Whole tokens that are there now; negative: owed.</summary>
    public long Balance(TimeSpan now)
    {
        Refill(now);
        return (long)(_balance >= 0 ? _balance / Unit : (_balance - Unit + 1) / Unit);
    }

    /// <summary>How long until the bucket is full.</summary>
    public TimeSpan Reset(TimeSpan now)
    {
        Refill(now);
        return ToTime(Full(limit) - _balance);
    }

    private void Refill(TimeSpan now)
    {
        var elapsed = Math.Max(0, now.Ticks - _now);
        _now += elapsed;
        _balance = Int128.Min(Full(limit), _balance + ((Int128)elapsed * limit));
    }

    private TimeSpan ToTime(Int128 missing) => TimeSpan.FromTicks((long)((Int128.Max(0, missing) + limit - 1) / limit));

    private static Int128 Full(long tokens) => (Int128)tokens * Unit;
}
