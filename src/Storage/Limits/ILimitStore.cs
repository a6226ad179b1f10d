namespace TenantLLM.Storage.Limits;

/// <summary>Limits on disk. Written by tenant grains only, with the audit log.</summary>
public interface ILimitStore
{
    /// <param name="projectId">Whose they are.</param>
    /// <param name="since">The first month whose alerts are wanted, in Unix seconds.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<StoredLimits> ReadAsync(string projectId, long since, CancellationToken cancellationToken);

    /// <summary>Keeps that something was told; fails where it was told before.</summary>
    Task AddAsync(SpendAlertRow alert, CancellationToken cancellationToken);
}
