using System.ComponentModel.DataAnnotations;

namespace TenantLLM.ServiceDefaults.Clustering;

/// <summary>How the processes of a cluster find each other: the keys under <c>Cluster</c>, the same in silos and Api nodes.</summary>
public sealed class ClusterOptions
{
    public const string Section = "Cluster";

    /// <summary>Redis, where silos write that they are there: <c>host:port</c>, then <c>,password=…</c>, <c>,ssl=true</c> and what else
    /// StackExchange.Redis takes. Null: one silo, and all on this machine.</summary>
    public string? Redis { get; set; }

    /// <summary>The cluster's name in Redis. Clusters of different names may share one.</summary>
    [Required(ErrorMessage = "Cluster:Id must be a name, such as 'tenantllm'.")]
    public string Id { get; set; } = "tenantllm";

    /// <summary>Where others reach this silo: an address or a host name. Null: the machine's own address, or loopback without Redis.</summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>The port silos talk to each other on.</summary>
    [Range(1, 65_535, ErrorMessage = "Cluster:SiloPort must be 1 to 65535.")]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>The port Api nodes connect to.</summary>
    [Range(1, 65_535, ErrorMessage = "Cluster:GatewayPort must be 1 to 65535.")]
    public int GatewayPort { get; set; } = 30_000;
}
