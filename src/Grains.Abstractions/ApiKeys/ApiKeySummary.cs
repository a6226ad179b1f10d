using TenantLLM.Grains.Abstractions.Tenants;

namespace TenantLLM.Grains.Abstractions.ApiKeys;

/// <summary>A key as lists show it.</summary>
/// <param name="LastFour">The key's last four characters.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.ApiKeySummary")]
public sealed record ApiKeySummary(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string LastFour,
    [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] DateTimeOffset? RevokedAt)
{
    /// <summary>Null: it has not been used, in the last minute at most.</summary>
    [Id(5)]
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Whom it belongs to; null for a key that is older than service accounts.</summary>
    [Id(6)]
    public ServiceAccount? Owner { get; init; }
}
