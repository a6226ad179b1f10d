using TenantLLM.Grains.Abstractions.ApiKeys;
using TenantLLM.Grains.Abstractions.Isolation;

namespace TenantLLM.Grains.Abstractions.Administration;

/// <summary>One admin key, by its hash. Key: <see cref="ApiKeySecret.Hash"/>.</summary>
[Alias("TenantLLM.IAdminKeyGrain")]
[SharedByTenants("Who knows a key's hash knows the key; an administrator belongs to no tenant.")]
public interface IAdminKeyGrain : IGrainWithStringKey
{
    /// <summary>Which key this is; null if no such key was made, it has expired or was deleted.</summary>
    [Alias("Identify")]
    Task<AdminKeyIdentity?> IdentifyAsync();

    /// <summary>Reads the key anew after its row has changed.</summary>
    [Alias("Refresh")]
    Task RefreshAsync();
}
