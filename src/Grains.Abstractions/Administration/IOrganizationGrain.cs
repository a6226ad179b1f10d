using Orleans.Concurrency;
using TenantLLM.Grains.Abstractions.Isolation;
using TenantLLM.Grains.Abstractions.Tenants;

namespace TenantLLM.Grains.Abstractions.Administration;

/// <summary>What all projects share: the list of them, the audit log, and the admin keys, whose single writer it is. Key:
/// <see cref="Key"/>.</summary>
[Alias("TenantLLM.IOrganizationGrain")]
[SharedByTenants("It belongs to the administrators: only endpoints that require one call it.")]
public interface IOrganizationGrain : IGrainWithStringKey
{
    /// <summary>The one key there is.</summary>
    const string Key = "organization";

    /// <summary>Makes the configured admin key valid, and one that was configured before invalid. Without one, and where no other is, a key
    /// is made.</summary>
    /// <param name="hash">The configured key's; null: none is configured.</param>
    /// <param name="lastFour">Its last four characters.</param>
    /// <returns>The key that was made just now: the only time it is told.</returns>
    [Alias("EnsureAdminKey")]
    Task<string?> EnsureAdminKeyAsync(string? hash, string? lastFour);

    /// <param name="expiresAfter">Null: never.</param>
    /// <returns>The key itself: the only time it is told.</returns>
    [Alias("CreateAdminKey")]
    Task<CreatedAdminKey> CreateAdminKeyAsync(string name, TimeSpan? expiresAfter, Administrator by);

    [Alias("DeleteAdminKey")]
    Task<AdminKeyDeletion> DeleteAdminKeyAsync(string id, Administrator by);

    /// <summary>Admin keys by their ids, oldest first unless <paramref name="isDescending"/>.</summary>
    [Alias("ListAdminKeys"), AlwaysInterleave]
    Task<Page<AdminKey>> ListAdminKeysAsync(PageRequest page, bool isDescending);

    /// <summary>Null where there is none with this id.</summary>
    [Alias("GetAdminKey"), AlwaysInterleave]
    Task<AdminKey?> GetAdminKeyAsync(string id);

    /// <summary>Projects by their ids.</summary>
    [Alias("ListProjects"), AlwaysInterleave]
    Task<Page<Project>> ListProjectsAsync(PageRequest page, bool includeArchived);

    /// <summary>The audit log, newest first.</summary>
    [Alias("ListAuditLog"), AlwaysInterleave]
    Task<Page<AuditEntry>> ListAuditLogAsync(AuditQuery query);
}
