namespace TenantLLM.Grains.Abstractions.ProjectData;

/// <summary>Some of what is kept of a project.</summary>
/// <param name="Lines">A row each, as a line of JSON.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Next">Where to go on; null at the end.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.ProjectDataPage")]
public sealed record ProjectDataPage(
    [property: Id(0)] ReadOnlyMemory<byte> Lines, [property: Id(1)] int Count, [property: Id(2)] ProjectDataPlace? Next);

/// <summary>Where an export goes on: opaque to whoever reads it.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.ProjectDataPlace")]
public sealed record ProjectDataPlace([property: Id(0)] string Table, [property: Id(1)] string? Key);
