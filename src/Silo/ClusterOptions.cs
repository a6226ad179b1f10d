using System.ComponentModel.DataAnnotations;

namespace TenantLLM.Silo;

/// <summary>How silos meet: the keys under <c>Cluster</c>. All on loopback in this version.</summary>
public sealed class ClusterOptions
{
    public const string Section = "Cluster";

    /// <summary>The port silos talk to each other on.</summary>
    [Range(1, 65_535, ErrorMessage = "Cluster:SiloPort must be 1 to 65535.")]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>The port Api processes connect to.</summary>
    [Range(1, 65_535, ErrorMessage = "Cluster:GatewayPort must be 1 to 65535.")]
    public int GatewayPort { get; set; } = 30_000;
}
