namespace TenantLLM.Grains.Tenants.Limits;

/// <summary>
/// So many requests a period, by the generic cell rate algorithm (ITU-T I.371): a request moves the theoretical arrival time on by
/// period / limit, and passes while that is no more than a period ahead. The whole limit may come at once. Times are exact: they are counted
/// in ticks · limit.
/// </summary>
/// <param name="limit">Requests a period, at least one.</param>
internal sealed class RequestRate(long limit, TimeSpan period)
{
    private Int128 _arrival;
    private Int128 _now;

    public long Limit => limit;

    /// <summary>How long until another request passes; zero: one passes now.</summary>
    /// <param name="now">On a clock that only goes on. Where it goes back, time stands still here.</param>
    public TimeSpan Wait(TimeSpan now) => ToTime(Int128.Max(0, Ahead(now) + period.Ticks - Window));

    /// <summary>Counts requests, whether they pass or not.</summary>
    public void Take(TimeSpan now, long requests = 1) => _arrival = Scaled(now) + Ahead(now) + ((Int128)period.Ticks * requests);

    /// <summary>Takes requests back that never ran.</summary>
    public void Return(long requests = 1) => _arrival -= (Int128)period.Ticks * requests;

    /// <summary>Requests that pass now, one after the other at once.</summary>
    public long Remaining(TimeSpan now) => (long)Int128.Max(0, (Window - Ahead(now)) / period.Ticks);

    /// <summary>How long until the whole limit is there again.</summary>
    public TimeSpan Reset(TimeSpan now) => ToTime(Ahead(now));

    private Int128 Window => (Int128)period.Ticks * limit;

    private Int128 Ahead(TimeSpan now) => Int128.Max(0, _arrival - Scaled(now));

    private Int128 Scaled(TimeSpan now) => _now = Int128.Max(_now, (Int128)now.Ticks * limit);

    private TimeSpan ToTime(Int128 scaled) => TimeSpan.FromTicks((long)((scaled + limit - 1) / limit));
}
