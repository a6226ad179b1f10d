namespace TenantLLM.Storage.ApiKeys;

/// <summary>API keys on disk. Written by tenant grains only.</summary>
public interface IApiKeyStore
{
    /// <summary>The key with this hash; null if there is none.</summary>
    Task<ApiKeyRow?> FindByHashAsync(string hash, CancellationToken cancellationToken);

    /// <summary>A project's keys, oldest first.</summary>
    Task<IReadOnlyList<ApiKeyRow>> ListAsync(string projectId, CancellationToken cancellationToken);

    /// <summary>Adds a key; complete when it is on disk.</summary>
    Task AddAsync(ApiKeyRow key, CancellationToken cancellationToken);

    /// <summary>Replaces a key's row; complete when it is on disk.</summary>
    Task UpdateAsync(ApiKeyRow key, CancellationToken cancellationToken);
}
