using TenantLLM.Grains.Abstractions.Isolation;

namespace TenantLLM.Grains.Abstractions.Placement;

/// <summary>Which silo hosts which model. Silos report to it every second; it keeps nothing that they would not say again. Key:
/// <see cref="Key"/>.</summary>
[Alias("TenantLLM.IModelHostsGrain")]
[SharedByTenants("It knows models and silos; no tenant's call reaches it.")]
public interface IModelHostsGrain : IGrainWithStringKey
{
    /// <summary>The one key there is.</summary>
    const string Key = "hosts";

    /// <summary>Takes what a silo says of itself.</summary>
    /// <returns>What all silos said of themselves lately.</returns>
    [Alias("Report")]
    Task<ImmutableArray<SiloReport>> ReportAsync(SiloReport report);
}
