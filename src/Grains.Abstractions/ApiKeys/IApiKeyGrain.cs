using TenantLLM.Grains.Abstractions.Isolation;

namespace TenantLLM.Grains.Abstractions.ApiKeys;

/// <summary>One API key, by its hash. Key: <see cref="ApiKeySecret.Hash"/>.</summary>
[Alias("TenantLLM.IApiKeyGrain")]
[SharedByTenants("Who knows a key's hash knows the key; whose it is, is what authentication asks before there is a tenant.")]
public interface IApiKeyGrain : IGrainWithStringKey
{
    /// <summary>Whose key this is; null if no such key was made, or it was revoked.</summary>
    [Alias("Identify")]
    Task<ApiKeyIdentity?> IdentifyAsync();

    /// <summary>Reads the key anew after its row has changed.</summary>
    [Alias("Refresh")]
    Task RefreshAsync();
}
