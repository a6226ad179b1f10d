using System.ComponentModel.DataAnnotations;

namespace TenantLLM.Grains.Placement;

/// <summary>How a silo stops: among the keys under <c>Cluster</c>.</summary>
public sealed class DrainOptions
{
    public const string Section = "Cluster";

    /// <summary>How long a silo that is told to stop lets the answers it computes run on.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ErrorMessage = "Cluster:DrainTimeout must be 00:00:00 to 01:00:00.")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the process has for its end: after the answers grains leave, and writes reach the disk.</summary>
    internal TimeSpan ShutdownTimeout => DrainTimeout + TimeSpan.FromSeconds(30);
}
