using TenantLLM.Grains.Abstractions.Tenants;

namespace TenantLLM.Grains.Tenants;

/// <content>Admission: nothing here waits, so each call is one step.</content>
internal sealed partial class TenantGrain
{
    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(1);

    public Task<AdmissionAnswer> AdmitAsync(AdmissionRequest request)
    {
        var answer = !IsOpen ? new AdmissionAnswer(Admission.UnknownProject)
            : _budget.IsSpent ? new AdmissionAnswer(Admission.SpendLimit)
            : _limits.Admit(_budget.IsTight ? request with { RecentlyLeased = null } : request);
        _quota.Changed();
        return Task.FromResult(answer);
    }

    public Task SettleAsync(Settlement settlement)
    {
        _limits.Settle(settlement);
        if (settlement.Tokens > 0)
            _quota.Served(settlement.Model);
        _quota.Changed();
        _budget.Settled();
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(string responseId)
    {
        _limits.Release(responseId);
        _quota.Changed();
        return Task.CompletedTask;
    }

    public Task<bool> ReturnLeasesAsync(ImmutableArray<LeaseReturn> returns)
    {
        _limits.Return(returns);
        _quota.Changed();
        return Task.FromResult(IsOpen && !_budget.IsTight);
    }

    public Task<long> GetReservedTokensAsync()
    {
        _limits.Expire();
        return Task.FromResult(_limits.Reserved);
    }

    /// <summary>Gives back reservations that never settle, and stays in memory while a limit is not full: elsewhere it would begin anew.</summary>
    private void KeepLimits() => this.RegisterGrainTimer(
        _ =>
        {
            _limits.Expire();
            _quota.Changed();
            if (_limits.Memory is var memory && memory > Sweep)
                DelayDeactivation(memory);
            return Task.CompletedTask;
        },
        new GrainTimerCreationOptions(Sweep, Sweep));
}
