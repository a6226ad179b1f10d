using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Storage.AdminKeys;

namespace TenantLLM.Grains.Administration;

/// <summary>Holds one admin key's row in memory, so that authentication asks the database once.</summary>
internal sealed class AdminKeyGrain(IAdminKeyStore store, TimeProvider clock) : Grain, IAdminKeyGrain
{
    private AdminKeyRow? _key;

    public override Task OnActivateAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    public Task<AdminKeyIdentity?> IdentifyAsync()
    {
        if (_key is not null && !(_key.ExpiresAt <= clock.GetUtcNow()))
            return Task.FromResult<AdminKeyIdentity?>(new AdminKeyIdentity(_key.Id, _key.ExpiresAt));

        // A hash that no key has is not worth a place in memory.
        DeactivateOnIdle();
        return Task.FromResult<AdminKeyIdentity?>(null);
    }

    public Task RefreshAsync() => ReadAsync(CancellationToken.None);

    private async Task ReadAsync(CancellationToken cancellationToken) =>
        _key = await store.FindByHashAsync(this.GetPrimaryKeyString(), cancellationToken);
}
