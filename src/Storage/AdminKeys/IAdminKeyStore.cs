namespace TenantLLM.Storage.AdminKeys;

/// <summary>Admin keys on disk. There are few. Written by the organization's grain only, but for the time of their last use.</summary>
public interface IAdminKeyStore
{
    /// <summary>The key with this hash; null if there is none.</summary>
    Task<AdminKeyRow?> FindByHashAsync(string hash, CancellationToken cancellationToken);

    /// <summary>All of them, oldest first.</summary>
    Task<IReadOnlyList<AdminKeyRow>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds a key; complete when it is on disk.</summary>
    Task AddAsync(AdminKeyRow key, CancellationToken cancellationToken);

    /// <summary>Deletes a key; complete when that is on disk.</summary>
    Task RemoveAsync(AdminKeyRow key, CancellationToken cancellationToken);
}
