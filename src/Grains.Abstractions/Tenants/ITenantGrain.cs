using TenantLLM.Grains.Abstractions.ApiKeys;

namespace TenantLLM.Grains.Abstractions.Tenants;

/// <summary>A tenant: OpenAI's project. Key: the project's id (<c>proj_…</c>). The single writer of its project and keys.</summary>
[Alias("TenantLLM.ITenantGrain")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>Whether a request of this tenant may run. Limits, budgets and permissions are decided here.</summary>
    [Alias("Admit")]
    Task<Admission> AdmitAsync(AdmissionRequest request);

    /// <summary>Creates the project, and a first API key for it, unless they are there.</summary>
    [Alias("EnsureCreated")]
    Task<EnsuredProject> EnsureCreatedAsync(string name);

    /// <summary>Makes a new API key of this project.</summary>
    /// <returns>The key itself: the only time it is told.</returns>
    /// <exception cref="InvalidOperationException">The project does not exist.</exception>
    [Alias("CreateApiKey")]
    Task<CreatedApiKey> CreateApiKeyAsync(string name);

    /// <summary>The project's keys, oldest first, revoked ones included.</summary>
    [Alias("ListApiKeys")]
    Task<ImmutableArray<ApiKeySummary>> ListApiKeysAsync();

    /// <summary>Ends a key; it is refused everywhere within a second.</summary>
    /// <returns>False if the project has no such key.</returns>
    [Alias("RevokeApiKey")]
    Task<bool> RevokeApiKeyAsync(string keyId);
}
