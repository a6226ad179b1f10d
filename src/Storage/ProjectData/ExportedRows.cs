namespace TenantLLM.Storage.ProjectData;

/// <summary>Where an export goes on.</summary>
/// <param name="Table">The table that is read.</param>
/// <param name="Key">JSON of the key of its last row that was read; null at its beginning.</param>
public sealed record ExportPlace(string Table, string? Key);

/// <summary>Some of a project's rows.</summary>
/// <param name="Lines">A line of JSON each.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Next">Where to go on; null at the end.</param>
public sealed record ExportedRows(ReadOnlyMemory<byte> Lines, int Count, ExportPlace? Next);
