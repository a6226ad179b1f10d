namespace TenantLLM.Inference.Scheduling.Fairness;

/// <summary>What a tenant was served, and what of it waits. It belongs to the scheduler's thread.</summary>
/// <param name="tenantId">Whose it is.</param>
/// <param name="weight">Its share against other tenants', above 0.</param>
internal sealed class TenantAccount(string tenantId, double weight)
{
    public string TenantId => tenantId;

    /// <summary>The virtual token counter: service received ÷ weight, lifted when the tenant was away.</summary>
    public double Counter { get; private set; }

    /// <summary>When it was last admitted, counted in admissions. Of equal counters the tenant that was served longer ago is first.</summary>
    public long LastAdmission { get; set; }

    /// <summary>The step in which a prompt of it was computed last.</summary>
    public long LastPrefill { get; set; }

    /// <summary>Sequences of it that hold a place.</summary>
    public int Running { get; set; }

    /// <summary>What waits, oldest first.</summary>
    public LinkedList<Sequence> Queue { get; } = [];

    /// <summary>Whether it has its entry among the tenants that wait.</summary>
    public bool IsListed { get; set; }

    public (double Counter, long LastAdmission) Priority => (Counter, LastAdmission);

    /// <summary>Notes service, in weighted tokens.</summary>
    public void Charge(double service) => Counter += service / weight;

    /// <summary>What a tenant did not ask for while it was away, it cannot catch up on.</summary>
    public void Lift(double counter) => Counter = Math.Max(Counter, counter);
}
