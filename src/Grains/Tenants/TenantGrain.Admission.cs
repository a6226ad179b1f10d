using TenantLLM.Grains.Abstractions.Tenants;

namespace TenantLLM.Grains.Tenants;

/// <content>Admission: nothing here waits, so each call is one step.</content>
internal sealed partial class TenantGrain
{
    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(1);

    public Task<AdmissionAnswer> AdmitAsync(AdmissionRequest request) =>
        Task.FromResult(
        !IsOpen ? new AdmissionAnswer(Admission.UnknownProject)
        : _budget.IsSpent ? new AdmissionAnswer(Admission.SpendLimit)
        : _limits.Admit(request));

    public Task SettleAsync(Settlement settlement)
    {
        _limits.Settle(settlement);
        _budget.Settled();
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(string responseId)
    {
        _limits.Release(responseId);
        return Task.CompletedTask;
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
            if (_limits.Memory is var memory && memory > Sweep)
                DelayDeactivation(memory);
            return Task.CompletedTask;
        },
        new GrainTimerCreationOptions(Sweep, Sweep));
}
