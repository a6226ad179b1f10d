namespace TenantLLM.Grains.Abstractions.Usage;

/// <summary>Which rows of the ledger are wanted.</summary>
/// <param name="From">When they ended, inclusive.</param>
/// <param name="Until">When they ended, exclusive.</param>
/// <param name="ProjectIds">Of these projects; empty: of all.</param>
/// <param name="After">The place to begin after; null: at the beginning.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.LedgerRequest")]
public sealed record LedgerRequest(
    [property: Id(0)] DateTimeOffset From,
    [property: Id(1)] DateTimeOffset Until,
    [property: Id(2)] ImmutableArray<string> ProjectIds,
    [property: Id(3)] LedgerPlace? After);

/// <summary>Some rows of the ledger.</summary>
/// <param name="Rows">In the order of their ends.</param>
/// <param name="Next">Where to go on; null at the end.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.LedgerPage")]
public sealed record LedgerPage([property: Id(0)] ImmutableArray<LedgerRow> Rows, [property: Id(1)] LedgerPlace? Next);

/// <summary>A place among the rows of the ledger.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.LedgerPlace")]
public sealed record LedgerPlace(
    [property: Id(0)] long EndedAt, [property: Id(1)] string ProjectId, [property: Id(2)] string ResponseId, [property: Id(3)] int Part);
