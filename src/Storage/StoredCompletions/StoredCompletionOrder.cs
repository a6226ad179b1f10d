namespace TenantLLM.Storage.StoredCompletions;

/// <summary>The order of stored completions: by time, and by id where the time is the same.</summary>
internal static class StoredCompletionOrder
{
    /// <summary>Those that come after one. The bound on the time alone is what the index is searched by.</summary>
    public static IQueryable<StoredCompletionRow> After(
        this IQueryable<StoredCompletionRow> rows, StoredCompletionRow last, bool isDescending) => isDescending
        ? rows.Where(row => row.CreatedAt <= last.CreatedAt
            && (row.CreatedAt < last.CreatedAt || string.Compare(row.Id, last.Id) < 0))
        : rows.Where(row => row.CreatedAt >= last.CreatedAt
            && (row.CreatedAt > last.CreatedAt || string.Compare(row.Id, last.Id) > 0));
}
