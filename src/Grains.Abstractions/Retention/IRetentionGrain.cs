using TenantLLM.Grains.Abstractions.Isolation;

namespace TenantLLM.Grains.Abstractions.Retention;

/// <summary>Removes what is older than it may become. There is one in the cluster, so that no two silos sweep at once. Key:
/// <see cref="Key"/>.</summary>
[Alias("TenantLLM.IRetentionGrain")]
[SharedByTenants("It tells nothing of any tenant, and removes what its configuration alone decides.")]
public interface IRetentionGrain : IGrainWithStringKey
{
    /// <summary>The one key there is.</summary>
    const string Key = "retention";

    /// <summary>Sweeps a bounded number of objects.</summary>
    /// <returns>Whether to call again at once; false where the sweep is done, or was done lately.</returns>
    [Alias("Sweep")]
    Task<bool> SweepAsync();
}
