namespace TenantLLM.Grains.Tenants.Limits;

/// <summary>Tells the metrics how a project's limits stand: at once where nothing runs any more, else every now and then.</summary>
internal sealed class QuotaReport(string projectId, TenantLimits limits, TenantMetrics metrics, TimeProvider clock)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    // Only those: names from requests are without bound.
    private readonly HashSet<string> _served = [];
    private long? _reportedAt;

    /// <summary>A model has served the project.</summary>
    public void Served(string model) => _served.Add(model);

    /// <summary>Something was reserved, settled or given back.</summary>
    public void Changed()
    {
        if (_reportedAt is { } last && clock.GetElapsedTime(last) < Period && !limits.IsIdle)
            return;
        _reportedAt = clock.GetTimestamp();
        foreach (var model in _served)
            metrics.Report(projectId, model, limits.QuotaOf(model));
    }
}
