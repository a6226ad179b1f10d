namespace TenantLLM.Storage.StoredCompletions;

/// <summary>Some stored completions.</summary>
/// <param name="Rows">In the order that was asked for.</param>
/// <param name="HasMore">Whether there are more after them.</param>
public sealed record StoredCompletionRowPage(IReadOnlyList<StoredCompletionRow> Rows, bool HasMore);
