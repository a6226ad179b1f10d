using Microsoft.Extensions.Logging;
using TenantLLM.Grains.Abstractions.Isolation;
using TenantLLM.Grains.Abstractions.Tenants;

namespace TenantLLM.Grains.Tenants.Limits;

/// <summary>Tells the tenant's grain what an answer took. Nobody waits for it: a reservation whose settlement is lost expires.</summary>
internal sealed partial class AnswerSettlement(IGrainFactory grains, ILogger<AnswerSettlement> log)
{
    public void Settle(string projectId, Settlement settlement) => _ = SettleAsync(projectId, settlement);

    private async Task SettleAsync(string projectId, Settlement settlement)
    {
        try
        {
            using var scope = TenantContext.Enter(projectId);
            await grains.GetGrain<ITenantGrain>(projectId).SettleAsync(settlement);
        }
#pragma warning disable CA1031 // Nobody is left who could be told.
        catch (Exception exception)
        {
            LogFailed(exception, settlement.ResponseId);
        }
#pragma warning restore CA1031
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The tokens of {ResponseId} could not be settled: its reservation will expire")]
    private partial void LogFailed(Exception exception, string responseId);
}
