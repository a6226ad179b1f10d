namespace TenantLLM.Storage.ServiceAccounts;

/// <summary>Service accounts on disk. Written by tenant grains only.</summary>
public interface IServiceAccountStore
{
    Task<ServiceAccountRow?> FindAsync(string projectId, string id, CancellationToken cancellationToken);

    /// <summary>A project's accounts, oldest first, one more than asked for where there are more.</summary>
    /// <param name="after">The id to begin after; null: at the oldest.</param>
    Task<IReadOnlyList<ServiceAccountRow>> ListAsync(string projectId, string? after, int limit, CancellationToken cancellationToken);
}
