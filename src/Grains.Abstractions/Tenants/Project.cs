using TenantLLM.Grains.Abstractions.ApiKeys;

namespace TenantLLM.Grains.Abstractions.Tenants;

/// <summary>A project as the API tells of it.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.Project")]
public sealed record Project(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] DateTimeOffset CreatedAt)
{
    /// <summary>Since when its keys are refused; null: they are not.</summary>
    [Id(3)]
    public DateTimeOffset? ArchivedAt { get; init; }
}

/// <summary>A project that is certainly there now; <paramref name="FirstKey"/> is null unless it was made just now.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.EnsuredProject")]
public sealed record EnsuredProject([property: Id(0)] Project Project, [property: Id(1)] CreatedApiKey? FirstKey);
