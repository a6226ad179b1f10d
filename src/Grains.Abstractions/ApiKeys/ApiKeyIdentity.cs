namespace TenantLLM.Grains.Abstractions.ApiKeys;

/// <summary>Who a key speaks for.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.ApiKeyIdentity")]
public sealed record ApiKeyIdentity([property: Id(0)] string ProjectId, [property: Id(1)] string KeyId);
