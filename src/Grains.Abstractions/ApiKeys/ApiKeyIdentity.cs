namespace TenantLLM.Grains.Abstractions.ApiKeys;

/// <summary>Who a key speaks for.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.ApiKeyIdentity")]
public sealed record ApiKeyIdentity([property: Id(0)] string ProjectId, [property: Id(1)] string KeyId)
{
    /// <summary>What it may do; null: everything.</summary>
    [Id(2)]
    public ApiKeyScopes? Scopes { get; init; }

    /// <summary>When it stops to be valid; null: never.</summary>
    [Id(3)]
    public DateTimeOffset? ExpiresAt { get; init; }
}
