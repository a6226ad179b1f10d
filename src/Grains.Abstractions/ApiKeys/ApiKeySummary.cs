namespace TenantLLM.Grains.Abstractions.ApiKeys;

/// <summary>A key as lists show it.</summary>
/// <param name="LastFour">The key's last four characters.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.ApiKeySummary")]
public sealed record ApiKeySummary(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string LastFour,
    [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] DateTimeOffset? RevokedAt);
