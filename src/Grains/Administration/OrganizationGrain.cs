using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.Abstractions.ApiKeys;
using TenantLLM.Storage.AdminKeys;

namespace TenantLLM.Grains.Administration;

/// <summary>Writes the admin keys.</summary>
internal sealed class OrganizationGrain(IAdminKeyStore adminKeys, TimeProvider clock) : Grain, IOrganizationGrain
{
    private const string ConfiguredName = "Administration:Key";
    private const string FirstName = "first";

    public async Task<string?> EnsureAdminKeyAsync(string? hash, string? lastFour)
    {
        var keys = await adminKeys.ListAsync(CancellationToken.None);
        foreach (var former in keys.Where(key => key.IsConfigured && key.Hash != hash))
            await RemoveAsync(former);
        if (hash is not null && keys.All(key => key.Hash != hash))
            await AddAsync(ConfiguredName, hash, lastFour!, isConfigured: true);
        if (hash is not null || keys.Any(key => !key.IsConfigured))
            return null;

        var secret = ApiKeySecret.Create(ApiKeyKind.Admin);
        await AddAsync(FirstName, secret.Hash, secret.LastFour, isConfigured: false);
        return secret.Reveal();
    }

    private async Task AddAsync(string name, string hash, string lastFour, bool isConfigured)
    {
        var now = clock.GetUtcNow();
        await adminKeys.AddAsync(
            new AdminKeyRow
            {
                Id = TimeOrderedId.Create("key_", now),
                Name = name,
                Hash = hash,
                LastFour = lastFour,
                IsConfigured = isConfigured,
                CreatedAt = now,
            },
            CancellationToken.None);
        await GrainFactory.GetGrain<IAdminKeyGrain>(hash).RefreshAsync();
    }

    private async Task RemoveAsync(AdminKeyRow key)
    {
        await adminKeys.RemoveAsync(key, CancellationToken.None);
        await GrainFactory.GetGrain<IAdminKeyGrain>(key.Hash).RefreshAsync();
    }
}
