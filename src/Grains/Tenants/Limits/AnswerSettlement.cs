using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Embeddings;
using TenantLLM.Grains.Abstractions.Isolation;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Storage.Usage;

namespace TenantLLM.Grains.Tenants.Limits;

/// <summary>Tells the tenant's grain what an answer took. Nobody waits for it: a reservation whose settlement is lost expires.</summary>
internal sealed partial class AnswerSettlement(IGrainFactory grains, ILogger<AnswerSettlement> log)
{
    private static readonly ActivitySource Source = new("TenantLLM.Grains");

    /// <param name="projectId">Whose it is.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="usage">What it took; null: nothing.</param>
    /// <param name="caller">The span that asked for the answer: the current one may be a poll's, which is not exported.</param>
    public void Settle(string projectId, SessionRequest request, UsageRow? usage, ActivityContext caller) => _ = SettleAsync(
        projectId, new Settlement(request.ResponseId, request.Part, request.Model, request.BilledTo.KeyId, Tokens(usage)), caller);

    /// <param name="projectId">Whose it is.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="usage">What it took; null: nothing.</param>
    public void Settle(string projectId, ResponseRequest request, UsageRow? usage) => _ = SettleAsync(
        projectId, new Settlement(request.Id, 0, request.Model, request.BilledTo.KeyId, Tokens(usage)));

    /// <param name="projectId">Whose it is.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="tokens">What it took.</param>
    public void Settle(string projectId, EmbeddingsRequest request, long tokens) => _ = SettleAsync(
        projectId, new Settlement(request.RequestId, request.Part, request.Model, request.BilledTo.KeyId, tokens));

    private static long Tokens(UsageRow? usage) => usage is null ? 0 : (long)usage.InputTokens + usage.OutputTokens;

    private async Task SettleAsync(string projectId, Settlement settlement, ActivityContext caller = default)
    {
        using var span = Source.StartActivity("settle", ActivityKind.Internal, caller, [new("tenantllm.tenant.id", projectId)]);
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
