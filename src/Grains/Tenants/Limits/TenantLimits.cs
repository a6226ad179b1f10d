using TenantLLM.Grains.Abstractions.Tenants;

namespace TenantLLM.Grains.Tenants.Limits;

/// <summary>The limits of one project: what was reserved, what is settled. Everything is in memory, and one step.</summary>
internal sealed class TenantLimits(LimitsOptions options, TimeProvider clock)
{
    /// <summary>Model names come from requests: beyond so many, those that stand as new are dropped, and if none does, the rest share one.</summary>
    private const int MostSets = 1_000;

    private const string SharedSet = "";

    /// <summary>A request that is asked for again comes within half a minute: no call is under way for longer.</summary>
    private static readonly TimeSpan LatestRepeat = TimeSpan.FromMinutes(1);

    private readonly long _start = clock.GetTimestamp();
    private readonly Dictionary<string, LimitSet> _models = [];
    private readonly Dictionary<string, LimitSet> _keys = [];
    private readonly Dictionary<string, Reservation> _reservations = [];
    private readonly Queue<(string Id, Reservation Reservation)> _expiring = [];
    private readonly RecentSet<(string ResponseId, int Part)> _settled = new(options.ReservationLifetime);
    private readonly RecentSet<string> _ended = new(LatestRepeat);
    private readonly LimitLeases _leases = new(options);

    /// <summary>What the project may do, by model.</summary>
    public ProjectLimits Project { get; } = new(options);

    /// <summary>Tokens that are reserved now, those that nodes hold among them.</summary>
    public long Reserved => _reservations.Values.Sum(reservation => reservation.Tokens) + _leases.Tokens;

    /// <summary>Whether nothing runs that has reserved, and no node holds anything.</summary>
    public bool IsIdle => _reservations.Count == 0 && _leases.IsEmpty;

    /// <summary>How a model's limit of tokens stands; null: it has none, or was not asked for lately.</summary>
    public TokenQuota? QuotaOf(string model)
    {
        var now = Now;
        return _models.TryGetValue(model, out var set) && set.Balance(now) is var (limit, balance)
            ? new TokenQuota(limit, limit - balance, ReservedOf(set), clock.GetTimestamp())
            : null;
    }

    public AdmissionAnswer Admit(AdmissionRequest request)
    {
        var now = Now;
        Expire(now);
        if (!Project.Allows(request.Model))
            return new AdmissionAnswer(Admission.ModelNotAllowed);
        var tokens = request.TokensToReserve(options.DefaultOutputTokens);
        var sets = SetsOf(request.Model, request.KeyId, now);
        var isRepeated = _reservations.ContainsKey(request.ResponseId) || _ended.Contains(request.ResponseId);
        var refusal = isRepeated ? null : sets.Select(set => set.Check(now, tokens)).OfType<AdmissionAnswer>().FirstOrDefault();
        var isNew = refusal is null && !isRepeated;
        if (isNew)
            Reserve(request, sets, tokens, now);
        var lease = isNew && request.RecentlyLeased is { } recent ? _leases.Grant(now, sets, recent) : null;
        return (refusal ?? new AdmissionAnswer(Admission.Admitted)) with
        {
            Requests = Least(sets.Select(set => set.Requests(now))),
            Tokens = Least(sets.Select(set => set.Tokens(now))),
            Lease = lease,
        };
    }

    public void Settle(Settlement settlement)
    {
        var now = Now;
        if (!_settled.Add(now, (settlement.ResponseId, settlement.Part)))
            return;
        if (!_reservations.TryGetValue(settlement.ResponseId, out var reservation))
        {
            foreach (var set in SetsOf(settlement.Model, settlement.KeyId, now))
                set.Correct(now, -settlement.Tokens);
        }
        else if (reservation.Settle(now, settlement.Tokens))
        {
            _reservations.Remove(settlement.ResponseId);
            _ended.Add(now, settlement.ResponseId);
        }
    }

    /// <summary>Puts a model's limits in force after they have changed.</summary>
    public void Change(string model)
    {
        if (_models.TryGetValue(model, out var set))
            set.Change(Now, Project.Of(model));
    }

    public void Release(string responseId)
    {
        var now = Now;
        _ended.Add(now, responseId);
        if (_reservations.Remove(responseId, out var reservation))
            reservation.End(now);
    }

    /// <summary>Takes back what nodes need no more.</summary>
    public void Return(IEnumerable<LeaseReturn> returns)
    {
        var now = Now;
        foreach (var given in returns)
            _leases.Return(now, given);
    }

    /// <summary>Gives back what was never settled.</summary>
    public void Expire() => Expire(Now);

    /// <summary>How long what is in memory here still limits anything.</summary>
    public TimeSpan Memory => _models.Values.Concat(_keys.Values).Select(set => set.Reset(Now)).DefaultIfEmpty().Max();

    private TimeSpan Now => clock.GetElapsedTime(_start);

    private void Reserve(AdmissionRequest request, IReadOnlyList<LimitSet> sets, long tokens, TimeSpan now)
    {
        foreach (var set in sets)
            set.Take(now, tokens);
        var reservation = new Reservation(sets, tokens, request.Parts, now + options.ReservationLifetime);
        _reservations.Add(request.ResponseId, reservation);
        _expiring.Enqueue((request.ResponseId, reservation));
    }

    private void Expire(TimeSpan now)
    {
        _leases.Expire(now);
        while (_expiring.TryPeek(out var oldest) && (oldest.Reservation.ExpiresAt <= now || !Runs(oldest.Id, oldest.Reservation)))
        {
            _expiring.Dequeue();
            if (Runs(oldest.Id, oldest.Reservation))
                Release(oldest.Id);
        }
    }

    private long ReservedOf(LimitSet set) =>
        _reservations.Values.Where(each => each.Takes(set)).Sum(each => each.Tokens) + _leases.TokensOf(set);

    private bool Runs(string id, Reservation reservation) => _reservations.GetValueOrDefault(id) == reservation;

    private IReadOnlyList<LimitSet> SetsOf(string model, string? keyId, TimeSpan now)
    {
        var ofModel = Find(_models, model, Project.Of, now);
        return keyId is null ? [ofModel] : [ofModel, Find(_keys, keyId, _ => options.Key, now)];
    }

    private static LimitSet Find(Dictionary<string, LimitSet> sets, string name, Func<string, LimitOptions> limits, TimeSpan now)
    {
        if (sets.TryGetValue(name, out var set))
            return set;
        if (sets.Count >= MostSets)
        {
            foreach (var idle in sets.Where(entry => entry.Value.IsFull(now)).Select(entry => entry.Key).ToArray())
                sets.Remove(idle);
        }

        if (sets.Count >= MostSets && name != SharedSet)
            return Find(sets, SharedSet, limits, now);
        return sets[name] = new LimitSet(limits(name));
    }

    private static RateState? Least(IEnumerable<RateState?> states) => states.OfType<RateState>().MinBy(state => state.Remaining);
}
