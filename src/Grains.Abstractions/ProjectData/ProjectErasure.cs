namespace TenantLLM.Grains.Abstractions.ProjectData;

/// <summary>The deletion of a project's data.</summary>
/// <param name="CompletedAt">Null until all is gone.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.ProjectErasure")]
public sealed record ProjectErasure(
    [property: Id(0)] DateTimeOffset RequestedAt,
    [property: Id(1)] bool IncludesUsage,
    [property: Id(2)] DateTimeOffset? CompletedAt);
