namespace TenantLLM.Grains.Abstractions.ApiKeys;

/// <summary>A key that is to be made.</summary>
/// <param name="Scopes">What it may do; null: everything.</param>
/// <param name="ExpiresAfter">Null: never.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.NewApiKey")]
public sealed record NewApiKey([property: Id(0)] string Name, [property: Id(1)] ApiKeyScopes? Scopes, [property: Id(2)] TimeSpan? ExpiresAfter);
