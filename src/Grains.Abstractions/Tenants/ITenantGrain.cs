using Orleans.Concurrency;
using TenantLLM.Grains.Abstractions.ApiKeys;

namespace TenantLLM.Grains.Abstractions.Tenants;

/// <summary>A tenant: OpenAI's project. Key: the project's id (<c>proj_…</c>). The single writer of its project and keys.</summary>
[Alias("TenantLLM.ITenantGrain")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>Whether a request of this tenant may run. If so, its tokens are reserved, in the same step; once, however often it is asked.</summary>
    [Alias("Admit"), AlwaysInterleave]
    Task<AdmissionAnswer> AdmitAsync(AdmissionRequest request);

    /// <summary>Replaces a reservation by what was taken. The first settlement of a part counts; without a reservation, the tokens are
    /// debited.</summary>
    [Alias("Settle"), AlwaysInterleave]
    Task SettleAsync(Settlement settlement);

    /// <summary>Gives back what is left of a reservation. What is settled later is debited.</summary>
    [Alias("Release"), AlwaysInterleave]
    Task ReleaseAsync(string responseId);

    /// <summary>Takes back what a node needs no more of its leases.</summary>
    /// <returns>Whether it may go on admitting from the others.</returns>
    [Alias("ReturnLeases"), AlwaysInterleave]
    Task<bool> ReturnLeasesAsync(ImmutableArray<LeaseReturn> returns);

    /// <summary>Tokens that are reserved now, those that nodes hold among them.</summary>
    [Alias("GetReserved"), AlwaysInterleave]
    Task<long> GetReservedTokensAsync();

    /// <summary>Creates the project, and a first API key for it, unless they are there.</summary>
    [Alias("EnsureCreated")]
    Task<EnsuredProject> EnsureCreatedAsync(string name);

    /// <summary>Makes a new API key of this project.</summary>
    /// <returns>The key itself: the only time it is told.</returns>
    /// <exception cref="InvalidOperationException">The project does not exist.</exception>
    [Alias("CreateApiKey")]
    Task<CreatedApiKey> CreateApiKeyAsync(string name);

    /// <summary>The project's keys, oldest first, revoked ones included.</summary>
    [Alias("ListApiKeys")]
    Task<ImmutableArray<ApiKeySummary>> ListApiKeysAsync();

    /// <summary>Ends a key; it is refused everywhere within a second.</summary>
    /// <returns>False if the project has no such key.</returns>
    [Alias("RevokeApiKey")]
    Task<bool> RevokeApiKeyAsync(string keyId);
}
