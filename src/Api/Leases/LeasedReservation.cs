using TenantLLM.Api.Requests;

namespace TenantLLM.Api.Leases;

/// <summary>Tokens of a lease. The tenant debits what the answer took when its grain settles it, so all of them are given back.</summary>
internal sealed class LeasedReservation(NodeLease lease, long tokens) : TenantReservation
{
    private bool _hasEnded;

    public override void Reached()
    {
        // They are held until the request has ended, either way.
    }

    /// <summary>Its request has ended.</summary>
    public void End()
    {
        if (!_hasEnded)
            lease.End(tokens);
        _hasEnded = true;
    }

    public override ValueTask DisposeAsync()
    {
        End();
        return ValueTask.CompletedTask;
    }
}
