using TenantLLM.Grains.Abstractions.ApiKeys;
using TenantLLM.Storage.ApiKeys;

namespace TenantLLM.Grains.ApiKeys;

/// <summary>Holds one key's row in memory, so that authentication asks the database once.</summary>
internal sealed class ApiKeyGrain(IApiKeyStore store) : Grain, IApiKeyGrain
{
    private ApiKeyIdentity? _identity;

    public override Task OnActivateAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    public Task<ApiKeyIdentity?> IdentifyAsync()
    {
        // A hash that no key has is not worth a place in memory.
        if (_identity is null)
            DeactivateOnIdle();
        return Task.FromResult(_identity);
    }

    public async Task RefreshAsync()
    {
        try
        {
            await ReadAsync(CancellationToken.None);
        }
        catch
        {
            // What is in memory may be revoked.
            _identity = null;
            DeactivateOnIdle();
            throw;
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var row = await store.FindByHashAsync(this.GetPrimaryKeyString(), cancellationToken);
        _identity = row is { RevokedAt: null } ? new ApiKeyIdentity(row.ProjectId, row.Id) : null;
    }
}
