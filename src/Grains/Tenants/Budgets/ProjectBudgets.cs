using Microsoft.Extensions.Logging;
using TenantLLM.Storage.Usage;

namespace TenantLLM.Grains.Tenants.Budgets;

/// <summary>Makes the budgets of this silo's projects.</summary>
internal sealed class ProjectBudgets(ISpendReader ledger, SpendAlerts alerts, TenantMetrics metrics, TimeProvider clock, ILogger<ProjectBudget> log)
{
    public ProjectBudget Of(string projectId) => new(projectId, ledger, alerts, metrics, clock, log);
}
