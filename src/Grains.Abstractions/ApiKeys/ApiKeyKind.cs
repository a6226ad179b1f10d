namespace TenantLLM.Grains.Abstractions.ApiKeys;

/// <summary>What a key opens.</summary>
public enum ApiKeyKind
{
    /// <summary>One project: inference and its objects.</summary>
    Project,

    /// <summary>The Administration API.</summary>
    Admin,
}
