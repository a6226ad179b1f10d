using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TenantLLM.Grains.Tenants.Budgets;

/// <summary>Counts alerts. Labelled by what the server knows only.</summary>
internal sealed class SpendMetrics : IDisposable
{
    public const string MeterName = "TenantLLM.Budgets";

    private readonly Meter _meter;
    private readonly Counter<long> _alerts;
    private readonly Counter<long> _webhooks;

    public SpendMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _alerts = _meter.CreateCounter<long>("tenantllm.budget.alerts", "{alert}", "Parts of a month's limit that projects have spent.");
        _webhooks = _meter.CreateCounter<long>("tenantllm.budget.webhooks", "{webhook}", "Alerts posted, by outcome.");
    }

    public void Count(SpendAlert alert) =>
        _alerts.Add(1, new TagList { { "tenantllm.tenant.id", alert.ProjectId }, { "tenantllm.budget.percent", alert.Percent } });

    public void CountWebhook(bool isDelivered) => _webhooks.Add(1, new TagList { { "outcome", isDelivered ? "delivered" : "lost" } });

    public void Dispose() => _meter.Dispose();
}
