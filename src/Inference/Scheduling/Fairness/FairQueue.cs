using System.Diagnostics.CodeAnalysis;

namespace TenantLLM.Inference.Scheduling.Fairness;

/// <summary>
/// Requests that wait, in the order of the Virtual Token Counter (Sheng et al., "Fairness in Serving Large Language Models", OSDI
/// 2024, arXiv 2401.00588): next is the oldest request of the tenant that was served least. Within a tenant first come is first
/// served. Its cost does not grow with the number of tenants but by its logarithm.
/// </summary>
/// <param name="weights">Tenants' weights by id; 1 where a tenant has none.</param>
internal sealed class FairQueue(IReadOnlyDictionary<string, double> weights)
{
    /// <summary>Accounts that are kept without asking whether they still say anything.</summary>
    private const int FewAccounts = 1024;

    private readonly Dictionary<string, TenantAccount> _accounts = [];

    // Counters only grow, so an entry's priority is never above its account's: the entry at the front is right once it is up to date.
    private readonly PriorityQueue<TenantAccount, (double Counter, long LastAdmission)> _listed = new();
    private double _lastLeft;
    private int _pruneAt = FewAccounts;

    /// <summary>Sequences that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Sequences that were admitted so far.</summary>
    public long Admissions { get; private set; }

    /// <summary>Tenants that are remembered.</summary>
    public int Accounts => _accounts.Count;

    /// <summary>The largest difference of counters among tenants that wait.</summary>
    public double Gap
    {
        get
        {
            var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (var (account, _) in _listed.UnorderedItems)
            {
                if (account.Queue.Count > 0)
                    (least, most) = (Math.Min(least, account.Counter), Math.Max(most, account.Counter));
            }

            return most > least ? most - least : 0;
        }
    }

    /// <summary>Puts a sequence behind its tenant's others; a choice whose prompt is computed already goes before them.</summary>
    public void Enqueue(Sequence sequence, bool first = false)
    {
        var account = AccountOf(sequence.TenantId);
        sequence.Account = account;
        if (account.Queue.Count == 0)
            Join(account);
        sequence.Waiting = first ? account.Queue.AddFirst(sequence) : account.Queue.AddLast(sequence);
        Count++;
    }

    /// <summary>The sequence whose turn it is.</summary>
    public bool TryPeek([NotNullWhen(true)] out Sequence? sequence)
    {
        sequence = LeastServed()?.Queue.First!.Value;
        return sequence is not null;
    }

    /// <summary>Takes a sequence to be run, and charges its input to its tenant at once.</summary>
    public void Admit(Sequence sequence, double service)
    {
        sequence.Account.LastAdmission = ++Admissions;
        sequence.Account.Charge(service);
        Remove(sequence);
    }

    /// <summary>Takes a sequence out; one that was not admitted has cost nothing.</summary>
    public void Remove(Sequence sequence)
    {
        if (sequence.Waiting is not { } node)
            return;
        sequence.Account.Queue.Remove(node);
        sequence.Waiting = null;
        Count--;
        if (sequence.Account.Queue.Count == 0)
            _lastLeft = sequence.Account.Counter;
    }

    /// <summary>All that wait, in no order that means anything.</summary>
    public IEnumerable<Sequence> All() => _listed.UnorderedItems.SelectMany(entry => entry.Element.Queue);

    private void Join(TenantAccount account)
    {
        account.Lift(LeastServed()?.Counter ?? _lastLeft);
        if (account.IsListed)
            return;
        account.IsListed = true;
        _listed.Enqueue(account, account.Priority);
    }

    private TenantAccount? LeastServed()
    {
        while (_listed.TryPeek(out var account, out var priority))
        {
            if (account.Queue.Count == 0)
                _listed.Dequeue().IsListed = false;
            else if (account.Priority != priority)
                _listed.DequeueEnqueue(account, account.Priority);
            else
                return account;
        }

        return null;
    }

    private TenantAccount AccountOf(string tenantId)
    {
        if (_accounts.TryGetValue(tenantId, out var account))
            return account;
        if (_accounts.Count >= _pruneAt)
            Prune();
        account = new TenantAccount(tenantId, weights.GetValueOrDefault(tenantId, 1));
        _accounts.Add(tenantId, account);
        return account;
    }

    /// <summary>Forgets tenants that have nothing here and whose counter would be lifted anyway when they come back.</summary>
    private void Prune()
    {
        var floor = LeastServed()?.Counter ?? _lastLeft;
        foreach (var (tenantId, account) in _accounts)
        {
            if (account is { Queue.Count: 0, Running: 0, IsListed: false } && account.Counter <= floor)
                _accounts.Remove(tenantId);
        }

        _pruneAt = Math.Max(FewAccounts, 2 * _accounts.Count);
    }
}
