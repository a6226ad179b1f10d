using Microsoft.Extensions.Logging;
using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.ApiKeys;
using TenantLLM.Storage.AdminKeys;

namespace TenantLLM.Grains.Administration;

/// <summary>Holds one admin key's row in memory, so that authentication asks the database once.</summary>
internal sealed class AdminKeyGrain(IAdminKeyStore store, TimeProvider clock, ILogger<AdminKeyGrain> log) : Grain, IAdminKeyGrain
{
    private readonly LastUse _lastUse = new(clock, log);
    private AdminKeyRow? _key;

    private string Hash => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _key is null ? Task.CompletedTask : _lastUse.FlushAsync(WriteLastUseAsync);

    public Task<AdminKeyIdentity?> IdentifyAsync()
    {
        // A hash that no key has is not worth a place in memory.
        if (_key is null)
            DeactivateOnIdle();
        if (_key is null || _key.ExpiresAt <= clock.GetUtcNow())
            return Task.FromResult<AdminKeyIdentity?>(null);
        _lastUse.Record(WriteLastUseAsync);
        return Task.FromResult<AdminKeyIdentity?>(new AdminKeyIdentity(_key.Id, _key.ExpiresAt));
    }

    public Task RefreshAsync() => ReadAsync(CancellationToken.None);

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var row = await store.FindByHashAsync(Hash, cancellationToken);
        _key = row is not null && KeyHashes.AreEqual(row.Hash, Hash) ? row : null;
    }

    private Task WriteLastUseAsync(DateTimeOffset usedAt) => store.WriteLastUseAsync(_key!, usedAt, CancellationToken.None);
}
