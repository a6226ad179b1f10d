using System.Reflection;

namespace TenantLLM.Acceptance.Dashboards;

/// <summary>Which metrics there are: those a Prometheus has seen, and those that a process makes when something goes wrong for the first time.</summary>
internal static class KnownMetrics
{
    /// <summary>Ours that no healthy run makes; the metrics' own tests know their names.</summary>
    private static readonly HashSet<string> AfterAFailure =
        ["tenantllm_storage_write_failures_total", "tenantllm_budget_webhooks_total"];

    private static readonly string[] Endings = ["", "_total", "_milliseconds_bucket", "_milliseconds_count"];

    public static bool Has(string metric, IReadOnlySet<string> seen) =>
        seen.Contains(metric) || AfterAFailure.Contains(metric) || Endings.Any(ending => OfOrleans.Any(name => $"{name}{ending}" == metric));

    /// <summary>Every instrument that Orleans has, under Prometheus' name.</summary>
    private static HashSet<string> OfOrleans { get; } =
    [
        .. typeof(Orleans.Runtime.GrainId).Assembly.GetReferencedAssemblies().Select(Assembly.Load)
            .Append(typeof(Orleans.IClusterClient).Assembly).Append(Assembly.Load("Orleans.Core"))
            .SelectMany(assembly => assembly.GetTypes()).Where(type => type.Name == "InstrumentNames")
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(field => ((string)field.GetRawConstantValue()!).Replace('-', '_')),
    ];
}
