using TenantLLM.Grains.Abstractions.Tenants;

namespace TenantLLM.Grains.Tenants.Limits;

/// <summary>
/// What Api nodes hold of a project's limits. A lease is taken from the limits before a node has it, so no request is admitted twice. A node
/// that is not heard of any more loses what it holds: of tokens and places it may have as much in use then, once; of requests nothing is
/// given back.
/// </summary>
internal sealed class LimitLeases(LimitsOptions options)
{
    /// <summary>Between two leases of the same limits: the requests of one moment need one.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<Guid, Held> _held = [];

    /// <summary>Tokens that nodes hold.</summary>
    public long Tokens => _held.Values.Sum(held => held.Tokens);

    public bool IsEmpty => _held.Count == 0;

    /// <summary>After which a node that was not heard of has lost what it holds.</summary>
    private TimeSpan Memory => 3 * options.LeaseLifetime;

    /// <summary>Gives a node that admits many requests a part of the limits.</summary>
    /// <param name="now">The time.</param>
    /// <param name="sets">The limits, that of the project and model first.</param>
    /// <param name="recent">What the node admitted within a second without asking.</param>
    /// <returns>Null where requests are few, or too little is left.</returns>
    public LimitLease? Grant(TimeSpan now, IReadOnlyList<LimitSet> sets, int recent)
    {
        if (options.LeaseFrom == 0 || sets[0].Pace.Of(now) + recent < options.LeaseFrom || now - sets[0].LastLease < Pause)
            return null;
        var slice = sets.Aggregate(LimitSlice.Unlimited, (least, set) => least.AtMost(set.Slice(now)));
        if (!slice.IsUseful)
            return null;
        foreach (var set in sets)
            set.Take(now, slice);
        var lease = new LimitLease(Guid.NewGuid(), options.LeaseLifetime, options.DefaultOutputTokens)
        {
            Requests = slice.Requests,
            Tokens = slice.Tokens,
            Places = slice.Places,
        };
        _held.Add(lease.Id, new Held(sets, slice) { HeardAt = now });
        return lease;
    }

    /// <summary>Takes back what a node returns. A lease that is not known is not: it was lost, or is of a grain that is gone.</summary>
    public void Return(TimeSpan now, LeaseReturn given)
    {
        if (!_held.TryGetValue(given.LeaseId, out var held))
            return;
        held.HeardAt = now;
        held.Return(now, given);
        if (given.IsLast)
            _held.Remove(given.LeaseId);
    }

    public void Expire(TimeSpan now)
    {
        if (_held.Count == 0)
            return;
        foreach (var (id, held) in _held.Where(entry => now - entry.Value.HeardAt >= Memory).ToArray())
        {
            held.Return(now, new LeaseReturn(id, 0, held.Tokens, held.Places, IsLast: true));
            _held.Remove(id);
        }
    }

    /// <summary>Tokens of a set that nodes hold.</summary>
    public long TokensOf(LimitSet set) => _held.Values.Where(held => held.Sets.Contains(set)).Sum(held => held.Tokens);

    private sealed class Held(IReadOnlyList<LimitSet> sets, LimitSlice slice)
    {
        public IReadOnlyList<LimitSet> Sets => sets;

        public long Requests { get; private set; } = slice.Requests ?? 0;

        public long Tokens { get; private set; } = slice.Tokens ?? 0;

        public long Places { get; private set; } = slice.Places ?? 0;

        public TimeSpan HeardAt { get; set; }

        public void Return(TimeSpan now, LeaseReturn given)
        {
            var (requests, tokens, places) =
                (Math.Min(given.Requests, Requests), Math.Min(given.Tokens, Tokens), Math.Min(given.Places, Places));
            (Requests, Tokens, Places) = (Requests - requests, Tokens - tokens, Places - places);
            foreach (var set in sets)
                set.Return(now, new LimitSlice(requests, tokens, places));
        }
    }
}
