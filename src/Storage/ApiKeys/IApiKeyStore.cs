namespace TenantLLM.Storage.ApiKeys;

/// <summary>API keys on disk. Written by tenant grains only, with the audit log, but for the time of their last use.</summary>
public interface IApiKeyStore
{
    /// <summary>The key with this hash; null if there is none.</summary>
    Task<ApiKeyRow?> FindByHashAsync(string hash, CancellationToken cancellationToken);

    /// <summary>One of a project's keys; null if it has none with this id.</summary>
    Task<ApiKeyRow?> FindAsync(string projectId, string id, CancellationToken cancellationToken);

    /// <summary>A project's keys, oldest first.</summary>
    Task<IReadOnlyList<ApiKeyRow>> ListAsync(string projectId, CancellationToken cancellationToken);

    /// <summary>A project's keys that were not revoked, by their ids, one more than asked for where there are more.</summary>
    /// <param name="after">The id to begin after; null: at the first.</param>
    Task<IReadOnlyList<ApiKeyRow>> ListValidAsync(string projectId, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>The keys of a service account that were not revoked.</summary>
    Task<IReadOnlyList<ApiKeyRow>> ListOfAccountAsync(string projectId, string serviceAccountId, CancellationToken cancellationToken);

    /// <summary>Writes when a key was used last, and nothing else of it.</summary>
    Task WriteLastUseAsync(ApiKeyRow key, DateTimeOffset usedAt, CancellationToken cancellationToken);
}
