using Microsoft.Extensions.Caching.Memory;
using TenantLLM.Api.Isolation;
using TenantLLM.Grains.Abstractions.ApiKeys;

namespace TenantLLM.Api.Authentication;

/// <summary>
/// Whose an API key is. Answers are remembered for half a second: long enough that a busy key costs no grain call a request,
/// short enough that a revoked one is refused within a second.
/// </summary>
internal sealed class ApiKeyDirectory(TenantGrains grains) : IDisposable
{
    private const int KeyLimit = 100_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMilliseconds(500);

    private readonly MemoryCache _identities = new(new MemoryCacheOptions { SizeLimit = KeyLimit });

    /// <returns>Null if there is no such key, or it was revoked.</returns>
    public async ValueTask<ApiKeyIdentity?> FindAsync(ApiKeySecret secret)
    {
        var hash = secret.Hash;
        if (_identities.TryGetValue(hash, out ApiKeyIdentity? known))
            return known;
        var identity = await grains.Shared<IApiKeyGrain>(hash).IdentifyAsync();
        return _identities.Set(hash, identity, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime });
    }

    public void Dispose() => _identities.Dispose();
}
