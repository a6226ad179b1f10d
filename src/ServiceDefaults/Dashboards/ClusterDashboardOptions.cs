namespace TenantLLM.ServiceDefaults.Dashboards;

/// <summary>Orleans' dashboard: the keys under <c>Dashboard</c>, the same in silos and Api nodes.</summary>
public sealed class ClusterDashboardOptions
{
    public const string Section = "Dashboard";

    /// <summary>Whether administrators find it at <c>/dashboard</c>. It costs every grain call a measurement.</summary>
    public bool Enabled { get; set; }
}
