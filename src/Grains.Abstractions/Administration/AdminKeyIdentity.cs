namespace TenantLLM.Grains.Abstractions.Administration;

/// <summary>A valid admin key.</summary>
/// <param name="ExpiresAt">When it stops to be valid; null: never.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.AdminKeyIdentity")]
public sealed record AdminKeyIdentity([property: Id(0)] string KeyId, [property: Id(1)] DateTimeOffset? ExpiresAt);
