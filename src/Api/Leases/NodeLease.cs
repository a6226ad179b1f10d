using TenantLLM.Grains.Abstractions.Tenants;

namespace TenantLLM.Api.Leases;

/// <summary>A lease as this node uses it up. Requests and tokens are used once; a place is free again when its request has ended.</summary>
internal sealed class NodeLease(LimitLease lease, AdmissionAnswer granted, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly long _begun = clock.GetTimestamp();
    private long _requests = lease.Requests ?? long.MaxValue;
    private long _tokens = lease.Tokens ?? long.MaxValue;
    private readonly long _places = lease.Places ?? long.MaxValue;
    private long _running;
    private long _endedTokens;
    private long _returnedPlaces;
    private int _admitted;
    private int _recent;
    private bool _isClosed;

    public Guid Id => lease.Id;

    /// <summary>Requests admitted from it between the last two calls of <see cref="Collect"/>, or since.</summary>
    public int Recent => Math.Max(_recent, _admitted);

    /// <summary>Admits a request, where there is enough for it.</summary>
    /// <returns>Null: ask the tenant.</returns>
    public LeasedReservation? TryAdmit(AdmissionRequest request)
    {
        var tokens = request.TokensToReserve(lease.DefaultOutputTokens);
        lock (_lock)
        {
            // One that is used up makes room for the next; a request too large for any is asked about.
            _isClosed |= _requests == 0 || clock.GetElapsedTime(_begun) >= lease.Lifetime
                || (tokens > _tokens && tokens <= lease.Tokens);
            if (_isClosed || tokens > _tokens || _running >= _places)
                return null;
            _running++;
            _admitted++;
            Use(ref _requests, 1);
            Use(ref _tokens, tokens);
        }

        return new LeasedReservation(this, tokens);
    }

    /// <summary>What is left of the limits, with what is left here.</summary>
    public AdmissionAnswer Answer
    {
        get
        {
            lock (_lock)
                return granted with { Requests = With(granted.Requests, _requests), Tokens = With(granted.Tokens, _tokens), Lease = null };
        }
    }

    /// <summary>A request that it admitted has ended.</summary>
    public void End(long tokens)
    {
        lock (_lock)
        {
            _running--;
            if (lease.Tokens is not null)
                _endedTokens += tokens;
        }
    }

    /// <summary>No request is admitted from it any more.</summary>
    public void Close()
    {
        lock (_lock)
            _isClosed = true;
    }

    /// <summary>What can be given back now.</summary>
    public LeaseReturn Collect()
    {
        lock (_lock)
        {
            (_recent, _admitted) = (_admitted, 0);
            _isClosed |= clock.GetElapsedTime(_begun) >= lease.Lifetime;
            var (requests, tokens, places) = (0L, _endedTokens, 0L);
            _endedTokens = 0;
            if (_isClosed)
            {
                requests = TakeAll(ref _requests, lease.Requests);
                tokens += TakeAll(ref _tokens, lease.Tokens);
                places = lease.Places is { } all ? all - _running - _returnedPlaces : 0;
                _returnedPlaces += places;
            }

            return new LeaseReturn(lease.Id, requests, tokens, places, IsLast: _isClosed && _running == 0);
        }
    }

    /// <summary>What could not be given back is given back later.</summary>
    public void Restore(LeaseReturn lost)
    {
        lock (_lock)
        {
            _endedTokens += lost.Tokens;
            _returnedPlaces -= lost.Places;
        }
    }

    private static void Use(ref long left, long used)
    {
        if (left != long.MaxValue)
            left -= used;
    }

    private static RateState? With(RateState? state, long left) =>
        state is null || left == long.MaxValue ? state : state with { Remaining = Math.Min(state.Limit, state.Remaining + left) };

    private static long TakeAll(ref long left, long? limit)
    {
        var all = limit is null ? 0 : Math.Min(left, limit.Value);
        left = 0;
        return all;
    }
}
