using TenantLLM.Grains.Abstractions.Tenants;

namespace TenantLLM.Grains.Tenants.Limits;

/// <summary>The limits of one project and model, or of one key, as they stand.</summary>
internal sealed class LimitSet(LimitOptions limits)
{
    private LimitOptions _limits = limits;
    private RequestRate? _minute = Rate(limits.RequestsPerMinute, OfMinute);
    private RequestRate? _day = Rate(limits.RequestsPerDay, OfDay);
    private TokenBalance? _tokens = BalanceOf(limits.TokensPerMinute);
    private long _running;

    private static readonly TimeSpan OfMinute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan OfDay = TimeSpan.FromDays(1);

    /// <summary>Puts other limits in their place. What was used of the former is used of them.</summary>
    public void Change(TimeSpan now, LimitOptions limits)
    {
        var (minute, day, tokens) = (_minute, _day, _tokens);
        _limits = limits;
        _minute = Changed(now, minute, limits.RequestsPerMinute, OfMinute);
        _day = Changed(now, day, limits.RequestsPerDay, OfDay);
        if (tokens?.Limit == limits.TokensPerMinute)
            return;
        _tokens = BalanceOf(limits.TokensPerMinute);
        if (tokens is not null)
            _tokens?.Take(now, tokens.Limit - tokens.Balance(now));
    }

    /// <returns>Why a request of so many tokens may not run; null: it may.</returns>
    public AdmissionAnswer? Check(TimeSpan now, long tokens)
    {
        if (_limits.ConcurrentRequests is { } most && _running >= most)
            return new AdmissionAnswer(Admission.ConcurrentRequests) { Limit = most, Used = _running, Requested = 1 };
        if (_day is not null && _day.Wait(now) is var day && day > TimeSpan.Zero)
            return Refused(Admission.RequestsPerDay, _day, day);
        if (_minute is not null && _minute.Wait(now) is var minute && minute > TimeSpan.Zero)
            return Refused(Admission.RequestsPerMinute, _minute, minute);
        if (_tokens is not null && _tokens.Wait(now, tokens) is var wait && wait != TimeSpan.Zero)
            return new AdmissionAnswer(Admission.TokensPerMinute)
            {
                Limit = _tokens.Limit,
                Used = _tokens.Limit - _tokens.Balance(now),
                Requested = tokens,
                RetryAfter = wait,
            };
        return null;
    }

    /// <summary>How many requests were admitted lately.</summary>
    public AdmissionRate Pace { get; } = new();

    /// <summary>When a node last got a part of it.</summary>
    public TimeSpan LastLease { get; private set; } = TimeSpan.MinValue / 2;

    /// <summary>What a node may have of it.</summary>
    public LimitSlice Slice(TimeSpan now) => new LimitSlice(
        LimitSlice.Of(_minute?.Limit, _minute?.Remaining(now)),
        LimitSlice.Of(_tokens?.Limit, _tokens?.Balance(now)),
        LimitSlice.Of(_limits.ConcurrentRequests, _limits.ConcurrentRequests - _running))
        .AtMost(new LimitSlice(LimitSlice.Of(_day?.Limit, _day?.Remaining(now)), null, null));

    /// <summary>A node gets a part of it.</summary>
    public void Take(TimeSpan now, LimitSlice slice)
    {
        LastLease = now;
        _running += slice.Places ?? 0;
        _minute?.Take(now, slice.Requests ?? 0);
        _day?.Take(now, slice.Requests ?? 0);
        _tokens?.Take(now, slice.Tokens ?? 0);
    }

    /// <summary>A node gives back what it did not use.</summary>
    public void Return(TimeSpan now, LimitSlice slice)
    {
        _running -= slice.Places ?? 0;
        _minute?.Return(slice.Requests ?? 0);
        _day?.Return(slice.Requests ?? 0);
        _tokens?.Return(now, slice.Tokens ?? 0);
    }

    /// <summary>A request begins.</summary>
    public void Take(TimeSpan now, long tokens)
    {
        Pace.Count(now);
        _running++;
        _minute?.Take(now);
        _day?.Take(now);
        _tokens?.Take(now, tokens);
    }

    /// <summary>A request has ended.</summary>
    public void End() => _running--;

    /// <summary>Changes what is there: more by what was reserved and not used, less by what was used and not reserved.</summary>
    public void Correct(TimeSpan now, long tokens)
    {
        if (tokens >= 0)
            _tokens?.Return(now, tokens);
        else
            _tokens?.Take(now, -tokens);
    }

    /// <summary>Whether it stands as if it was new.</summary>
    public bool IsFull(TimeSpan now) => _running == 0 && Reset(now) == TimeSpan.Zero;

    /// <summary>How long until all of its limits are full.</summary>
    public TimeSpan Reset(TimeSpan now) => new[]
    {
        _minute?.Reset(now) ?? TimeSpan.Zero,
        _day?.Reset(now) ?? TimeSpan.Zero,
        _tokens?.Reset(now) ?? TimeSpan.Zero,
    }.Max();

    public RateState? Requests(TimeSpan now) => (_minute ?? _day) is { } rate
        ? new RateState(rate.Limit, rate.Remaining(now), rate.Reset(now))
        : null;

    public RateState? Tokens(TimeSpan now) => _tokens is not null
        ? new RateState(_tokens.Limit, Math.Max(0, _tokens.Balance(now)), _tokens.Reset(now))
        : null;

    /// <summary>Tokens a minute, and those that are there; negative: owed. Null: they are not limited.</summary>
    public (long Limit, long Balance)? Balance(TimeSpan now) => _tokens is null ? null : (_tokens.Limit, _tokens.Balance(now));

    private static RequestRate? Changed(TimeSpan now, RequestRate? former, long? limit, TimeSpan period)
    {
        if (former?.Limit == limit)
            return former;
        var rate = Rate(limit, period);
        if (former is not null && former.Limit - former.Remaining(now) is var used && used > 0)
            rate?.Take(now, Math.Min(used, rate.Limit));
        return rate;
    }

    private static TokenBalance? BalanceOf(long? limit) => limit is { } tokens ? new TokenBalance(tokens) : null;

    private static RequestRate? Rate(long? limit, TimeSpan period) => limit is { } requests ? new RequestRate(requests, period) : null;

    private static AdmissionAnswer Refused(Admission outcome, RequestRate rate, TimeSpan wait) =>
        new(outcome) { Limit = rate.Limit, Used = rate.Limit, Requested = 1, RetryAfter = wait };
}
