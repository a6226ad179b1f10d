using Orleans.Concurrency;
using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.Abstractions.ApiKeys;

namespace TenantLLM.Grains.Abstractions.Tenants;

/// <summary>A tenant as administrators see it: the project, its service accounts and keys. It is the same grain as
/// <see cref="ITenantGrain"/>. Key: the project's id.</summary>
[Alias("TenantLLM.IProjectGrain")]
public interface IProjectGrain : IGrainWithStringKey
{
    /// <summary>Whether the project exists and is not archived.</summary>
    [Alias("IsOpen"), AlwaysInterleave]
    Task<bool> IsOpenAsync();

    /// <summary>Makes the project, without a key.</summary>
    [Alias("Create")]
    Task<Project> CreateAsync(string name, Administrator by);

    /// <summary>Null where there is none.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Project?> GetAsync();

    /// <param name="name">Null: the name stays.</param>
    [Alias("Update")]
    Task<ProjectAnswer<Project>> UpdateAsync(string? name, Administrator by);

    /// <summary>Ends all its keys. It cannot be undone; an archived project stays as it is.</summary>
    [Alias("Archive")]
    Task<ProjectAnswer<Project>> ArchiveAsync(Administrator by);

    /// <param name="withKey">Whether it is to have a key at once.</param>
    [Alias("CreateServiceAccount")]
    Task<ProjectAnswer<CreatedServiceAccount>> CreateServiceAccountAsync(string name, bool withKey, Administrator by);

    [Alias("GetServiceAccount")]
    Task<ProjectAnswer<ServiceAccount>> GetServiceAccountAsync(string id);

    [Alias("ListServiceAccounts")]
    Task<ProjectAnswer<Page<ServiceAccount>>> ListServiceAccountsAsync(PageRequest page);

    /// <param name="name">Null: it stays.</param>
    /// <param name="role">Null: it stays.</param>
    [Alias("UpdateServiceAccount")]
    Task<ProjectAnswer<ServiceAccount>> UpdateServiceAccountAsync(string id, string? name, ServiceAccountRole? role, Administrator by);

    /// <summary>Deletes a service account and ends its keys.</summary>
    [Alias("DeleteServiceAccount")]
    Task<ProjectAnswer<ServiceAccount>> DeleteServiceAccountAsync(string id, Administrator by);

    /// <summary>Makes a key of a service account.</summary>
    [Alias("CreateServiceAccountKey")]
    Task<ProjectAnswer<CreatedApiKey>> CreateServiceAccountKeyAsync(string id, NewApiKey key, Administrator by);

    /// <summary>The keys that were not ended, by their ids.</summary>
    [Alias("ListValidApiKeys")]
    Task<ProjectAnswer<Page<ApiKeySummary>>> ListApiKeysAsync(PageRequest page);

    [Alias("GetApiKey")]
    Task<ProjectAnswer<ApiKeySummary>> GetApiKeyAsync(string id);

    /// <summary>Ends a key; it is refused everywhere within a second.</summary>
    [Alias("DeleteApiKey")]
    Task<ProjectAnswer<ApiKeySummary>> DeleteApiKeyAsync(string id, Administrator by);

    /// <summary>The limits of every model that is served, in the order of their ids.</summary>
    [Alias("ListRateLimits")]
    Task<ProjectAnswer<Page<ProjectRateLimit>>> ListRateLimitsAsync(RangeRequest range);

    /// <summary>Changes limits. The next request meets them; what runs is counted on.</summary>
    [Alias("UpdateRateLimit")]
    Task<ProjectAnswer<ProjectRateLimit>> UpdateRateLimitAsync(string id, RateLimitChange change, Administrator by);

    [Alias("GetModelPermissions")]
    Task<ProjectAnswer<ModelPermissions>> GetModelPermissionsAsync();

    [Alias("SetModelPermissions")]
    Task<ProjectAnswer<ModelPermissions>> SetModelPermissionsAsync(ModelPermissions permissions, Administrator by);

    /// <summary>Lets the project use every model.</summary>
    [Alias("DeleteModelPermissions")]
    Task<ProjectAnswer<Deletion>> DeleteModelPermissionsAsync(Administrator by);

    [Alias("GetSpendLimit")]
    Task<ProjectAnswer<SpendLimit>> GetSpendLimitAsync();

    [Alias("SetSpendLimit")]
    Task<ProjectAnswer<SpendLimit>> SetSpendLimitAsync(long cents, Administrator by);

    [Alias("DeleteSpendLimit")]
    Task<ProjectAnswer<Deletion>> DeleteSpendLimitAsync(Administrator by);
}
