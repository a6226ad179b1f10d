using TenantLLM.EndToEnd.Servers;
using Xunit;

namespace TenantLLM.Acceptance.Prometheus;

/// <summary>A test that needs Debian's Prometheus; it skips, saying so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PrometheusFactAttribute : FactAttribute
{
    public const string Missing = "prometheus is missing: install Debian's package prometheus (make test does, as root)";

    public PrometheusFactAttribute() => Skip = ClusterFactAttribute.IsInstalled("promtool") ? null : Missing;
}

/// <summary>A test of a cluster under a Prometheus.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AcceptanceFactAttribute : FactAttribute
{
    public AcceptanceFactAttribute() => Skip = MissingPart;

    /// <summary>What is missing; null: nothing.</summary>
    public static string? MissingPart { get; } =
        new ClusterFactAttribute().Skip ?? (ClusterFactAttribute.IsInstalled("prometheus") ? null : PrometheusFactAttribute.Missing);
}
