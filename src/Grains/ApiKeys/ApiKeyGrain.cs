using Microsoft.Extensions.Logging;
using TenantLLM.Grains.Abstractions.ApiKeys;
using TenantLLM.Grains.Abstractions.Isolation;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Storage.ApiKeys;

namespace TenantLLM.Grains.ApiKeys;

/// <summary>Holds one key's row in memory, so that authentication asks the database once.</summary>
internal sealed class ApiKeyGrain(IApiKeyStore store, TimeProvider clock, ILogger<ApiKeyGrain> log) : Grain, IApiKeyGrain
{
    private readonly LastUse _lastUse = new(clock, log);
    private ApiKeyRow? _key;

    private string Hash => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _key is null ? Task.CompletedTask : _lastUse.FlushAsync(WriteLastUseAsync);

    public async Task<ApiKeyIdentity?> IdentifyAsync()
    {
        // A hash that no key has is not worth a place in memory.
        if (_key is null)
            DeactivateOnIdle();
        if (_key is null || _key.ExpiresAt <= clock.GetUtcNow() || !await IsOpenAsync(_key.ProjectId))
            return null;
        _lastUse.Record(WriteLastUseAsync);
        return new ApiKeyIdentity(_key.ProjectId, _key.Id)
        {
            Scopes = _key.Scopes is { } scopes ? new ApiKeyScopes(scopes) : null,
            ExpiresAt = _key.ExpiresAt,
        };
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
            _key = null;
            DeactivateOnIdle();
            throw;
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var row = await store.FindByHashAsync(Hash, cancellationToken);
        _key = row is { RevokedAt: null } && KeyHashes.AreEqual(row.Hash, Hash) ? row : null;
    }

    private async Task<bool> IsOpenAsync(string projectId)
    {
        using (TenantContext.Enter(projectId))
            return await GrainFactory.GetGrain<IProjectGrain>(projectId).IsOpenAsync();
    }

    private Task WriteLastUseAsync(DateTimeOffset usedAt) => store.WriteLastUseAsync(_key!, usedAt, CancellationToken.None);
}
