using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TenantLLM.Storage.Limits;

namespace TenantLLM.Grains.Tenants.Budgets;

/// <summary>Tells that a part of a limit was spent: in the log, as a metric and to the webhook. Each alert is told once.</summary>
internal sealed partial class SpendAlerts(
    IOptions<BudgetsOptions> options, ILimitStore store, SpendMetrics metrics, SpendWebhook webhook, ILogger<SpendAlerts> log)
{
    /// <summary>Parts of a limit that are told, in percent, ascending.</summary>
    public IReadOnlyList<int> Thresholds { get; } = options.Value.Thresholds;

    /// <exception cref="Exception">It could not be stored, so it was not told.</exception>
    public async Task TellAsync(SpendAlert alert)
    {
        await store.AddAsync(
            new SpendAlertRow
            {
                ProjectId = alert.ProjectId,
                Month = alert.Month.ToUnixTimeSeconds(),
                Cents = alert.Cents,
                Percent = alert.Percent,
            },
            CancellationToken.None);
        metrics.Count(alert);
        LogSpent(alert.ProjectId, alert.Percent, alert.Cents / 100m, alert.Spent);
        webhook.Post(alert);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{ProjectId} has spent {Percent}% of its month's limit of {Limit}: {Spent}")]
    private partial void LogSpent(string projectId, int percent, decimal limit, decimal spent);
}
