using TenantLLM.Grains.Abstractions.ApiKeys;

namespace TenantLLM.Grains.Abstractions.Tenants;

/// <summary>Whom keys of a project belong to.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.ServiceAccount")]
public sealed record ServiceAccount(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] ServiceAccountRole Role,
    [property: Id(3)] DateTimeOffset CreatedAt);

/// <summary>A service account just made.</summary>
/// <param name="Key">Its first key; null where none was wanted.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.CreatedServiceAccount")]
public sealed record CreatedServiceAccount([property: Id(0)] ServiceAccount Account, [property: Id(1)] CreatedApiKey? Key);

/// <summary>What a service account is in its project. Both may do the same.</summary>
public enum ServiceAccountRole
{
    Member,
    Owner,
}
