namespace TenantLLM.Grains.Abstractions.Usage;

/// <summary>To whom in a project a request is billed, as authentication found it.</summary>
/// <param name="KeyId">The API key used; null where it was a token.</param>
/// <param name="UserId">Whom a token speaks for; null where it was a key.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.BilledTo")]
public readonly record struct BilledTo([property: Id(0)] string? KeyId, [property: Id(1)] string? UserId);
