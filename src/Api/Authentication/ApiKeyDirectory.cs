using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;
using TenantLLM.Api.Isolation;
using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.Abstractions.ApiKeys;

namespace TenantLLM.Api.Authentication;

/// <summary>
/// Whose a key is. Answers are believed for half a second: long enough that a busy key costs no grain call a request, short enough that a
/// revoked one is refused within a second. The most used keys are remembered, a bounded number.
/// </summary>
internal sealed class ApiKeyDirectory(TenantGrains grains, TimeProvider clock) : IDisposable
{
    private const int KeyLimit = 100_000;
    private static readonly TimeSpan Believed = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _keys = new(new MemoryCacheOptions { SizeLimit = KeyLimit });

    /// <returns>Null if there is no such key, it has expired or was revoked.</returns>
    public async ValueTask<ClaimsPrincipal?> FindAsync(ApiKeySecret secret)
    {
        // What is compared here are hashes: how long it takes tells nothing of a key.
        var hash = secret.Hash;
        if (!_keys.TryGetValue(hash, out KnownKey? key) || clock.GetElapsedTime(key!.AskedAt) > Believed)
        {
            key = await AskAsync(secret.Kind, hash);
            _keys.Set(hash, key, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = key.Principal is null ? Believed : Remembered });
        }

        return key.ExpiresAt <= clock.GetUtcNow() ? null : key.Principal;
    }

    /// <summary>Whether a key was good when it was last asked for, lately.</summary>
    public bool IsRemembered(ApiKeySecret secret) => _keys.TryGetValue(secret.Hash, out KnownKey? key) && key!.Principal is not null;

    public void Dispose() => _keys.Dispose();

    private async Task<KnownKey> AskAsync(ApiKeyKind kind, string hash)
    {
        var asked = clock.GetTimestamp();
        if (kind == ApiKeyKind.Admin)
        {
            var admin = await grains.AskAsync(grains.Shared<IAdminKeyGrain>(hash).IdentifyAsync);
            return new KnownKey(asked, admin is null ? null : AdminCaller.PrincipalOf(admin, ApiKeyAuthenticationHandler.SchemeName), admin?.ExpiresAt);
        }

        var identity = await grains.AskAsync(grains.Shared<IApiKeyGrain>(hash).IdentifyAsync);
        return new KnownKey(asked, identity is null ? null : Caller.PrincipalOf(identity, ApiKeyAuthenticationHandler.SchemeName), identity?.ExpiresAt);
    }

    /// <param name="AskedAt">A timestamp of the clock.</param>
    /// <param name="Principal">Whose it is; null: nobody's.</param>
    /// <param name="ExpiresAt">Null: never.</param>
    private sealed record KnownKey(long AskedAt, ClaimsPrincipal? Principal, DateTimeOffset? ExpiresAt);
}
