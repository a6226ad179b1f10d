namespace TenantLLM.Storage.AdminKeys;

/// <summary>Admin keys on disk. Written by the organization's grain only, but for the time of their last use.</summary>
public interface IAdminKeyStore
{
    /// <summary>The key with this hash; null if there is none.</summary>
    Task<AdminKeyRow?> FindByHashAsync(string hash, CancellationToken cancellationToken);

    /// <summary>All of them, oldest first: there are few.</summary>
    Task<IReadOnlyList<AdminKeyRow>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Writes when a key was used last, and nothing else of it.</summary>
    Task WriteLastUseAsync(AdminKeyRow key, DateTimeOffset usedAt, CancellationToken cancellationToken);
}
