namespace TenantLLM.Storage.StoredCompletions;

/// <summary>New metadata of a stored completion.</summary>
/// <param name="Row">The completion as it was read, with its metadata replaced.</param>
/// <param name="RemovedKeys">The keys it had.</param>
/// <param name="AddedTags">The pairs it has now.</param>
public sealed record StoredCompletionChange(
    StoredCompletionRow Row, IReadOnlyList<string> RemovedKeys, IReadOnlyList<StoredCompletionTagRow> AddedTags);
