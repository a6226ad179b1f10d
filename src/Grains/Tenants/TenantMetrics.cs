using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using TenantLLM.Grains.Tenants.Limits;

namespace TenantLLM.Grains.Tenants;

/// <summary>How far the projects whose grains are on this silo have got with what they may use. Labelled by projects, and by models that have
/// served them: names from requests are without bound.</summary>
internal sealed class TenantMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly ConcurrentDictionary<(string Tenant, string Model), TokenQuota> _quotas = [];
    private readonly ConcurrentDictionary<string, (decimal Spent, decimal Limit)> _budgets = [];

    public TenantMetrics(IMeterFactory meters, TimeProvider clock)
    {
        _meter = meters.Create("TenantLLM.Tenants");
        Quota("tenantllm.quota.limit_tokens", quota => quota.Limit, "Tokens a minute.");
        Quota("tenantllm.quota.used_tokens", quota => quota.UsedAt(clock.GetTimestamp(), clock), "Tokens used or reserved of a minute's limit.");
        Quota("tenantllm.quota.reserved_tokens", quota => quota.Reserved, "Tokens reserved for requests that run.");
        Budget("tenantllm.budget.spent", budget => budget.Spent, "Spent this month, in units of the operator's currency.");
        Budget("tenantllm.budget.limit", budget => budget.Limit, "What may be spent a month, in units of the operator's currency.");
    }

    /// <param name="tenant">Whose limit it is.</param>
    /// <param name="model">Of which model.</param>
    /// <param name="quota">Null: tokens are not limited.</param>
    public void Report(string tenant, string model, TokenQuota? quota)
    {
        if (quota is null)
            _quotas.TryRemove((tenant, model), out _);
        else
            _quotas[(tenant, model)] = quota;
    }

    public void Report(string tenant, decimal spent, decimal limit) => _budgets[tenant] = (spent, limit);

    /// <summary>The project has no budget any more.</summary>
    public void ForgetBudget(string tenant) => _budgets.TryRemove(tenant, out _);

    /// <summary>The project's grain leaves this silo.</summary>
    public void Forget(string tenant)
    {
        ForgetBudget(tenant);
        foreach (var (quota, _) in _quotas.Where(entry => entry.Key.Tenant == tenant))
            _quotas.TryRemove(quota, out _);
    }

    public void Dispose() => _meter.Dispose();

    private void Quota(string name, Func<TokenQuota, long> measure, string description) => _meter.CreateObservableGauge(
        name,
        () => _quotas.Select(entry => new Measurement<long>(
            measure(entry.Value), new("tenantllm.tenant.id", entry.Key.Tenant), new("gen_ai.request.model", entry.Key.Model))),
        "{token}",
        description);

    private void Budget(string name, Func<(decimal Spent, decimal Limit), decimal> measure, string description) => _meter.CreateObservableGauge(
        name,
        () => _budgets.Select(entry => new Measurement<double>(
            (double)measure(entry.Value), new KeyValuePair<string, object?>("tenantllm.tenant.id", entry.Key))),
        "1",
        description);
}
