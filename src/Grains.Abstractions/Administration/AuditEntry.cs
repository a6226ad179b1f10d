namespace TenantLLM.Grains.Abstractions.Administration;

/// <summary>A change as the audit log tells of it.</summary>
/// <param name="Type">One of <see cref="AuditEventTypes"/>.</param>
/// <param name="EffectiveAt">Unix seconds.</param>
/// <param name="ResourceId">What was changed.</param>
/// <param name="Details">What was asked for: an object of JSON; null where the id says all.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.AuditEntry")]
public sealed record AuditEntry(
    [property: Id(0)] string Id,
    [property: Id(1)] string Type,
    [property: Id(2)] long EffectiveAt,
    [property: Id(3)] string? ProjectId,
    [property: Id(4)] string? ProjectName,
    [property: Id(5)] string ResourceId,
    [property: Id(6)] string? Details,
    [property: Id(7)] Administrator By);

/// <summary>Which entries of the audit log are wanted. An empty list asks for all.</summary>
/// <param name="Before">Newer entries than this one; then <see cref="PageRequest.After"/> counts, too.</param>
/// <param name="From">Unix seconds, itself included.</param>
/// <param name="To">Unix seconds, itself included.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.AuditQuery")]
public sealed record AuditQuery(
    [property: Id(0)] PageRequest Page,
    [property: Id(1)] string? Before,
    [property: Id(2)] long From,
    [property: Id(3)] long To)
{
    [Id(4)]
    public ImmutableArray<string> Projects { get; init; } = [];

    [Id(5)]
    public ImmutableArray<string> Types { get; init; } = [];

    [Id(6)]
    public ImmutableArray<string> Actors { get; init; } = [];

    [Id(7)]
    public ImmutableArray<string> Emails { get; init; } = [];

    [Id(8)]
    public ImmutableArray<string> Resources { get; init; } = [];
}
