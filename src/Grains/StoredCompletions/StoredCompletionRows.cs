using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.StoredCompletions;
using TenantLLM.Grains.Conversations;
using TenantLLM.Storage.StoredCompletions;

namespace TenantLLM.Grains.StoredCompletions;

/// <summary>Between stored completions and their rows.</summary>
internal static class StoredCompletionRows
{
    /// <param name="completion">The completion.</param>
    /// <param name="key">The conversation it is of.</param>
    /// <param name="history">Where the messages it was given stand there.</param>
    public static StoredCompletionRow ToRow(this StoredCompletion completion, SessionKey key, IReadOnlyList<int> history) => new()
    {
        ProjectId = key.ProjectId,
        Id = completion.Id,
        CreatedAt = completion.CreatedAt,
        Model = completion.Model,
        ConversationId = key.ConversationId,
        Fingerprint = completion.Fingerprint,
        PromptTokens = completion.Usage.PromptTokens,
        CachedTokens = completion.Usage.CachedTokens,
        CompletionTokens = completion.Usage.CompletionTokens,
        Metadata = MetadataJson.Write(completion.Metadata),
        Echo = completion.Echo,
        MessagePositions = history,
        Choices = StoredChoiceJson.Write(completion.Choices),
    };

    public static IReadOnlyList<StoredCompletionTagRow> Tags(string projectId, string completionId, ImmutableArray<MetadataEntry> metadata) =>
    [
        .. metadata.Select(entry => new StoredCompletionTagRow
        {
            ProjectId = projectId,
            CompletionId = completionId,
            Key = entry.Key,
            Value = entry.Value,
        }),
    ];

    /// <summary>The keys of a row's metadata.</summary>
    public static IReadOnlyList<string> Keys(this StoredCompletionRow row) => [.. MetadataJson.Read(row.Metadata).Select(entry => entry.Key)];

    public static StoredCompletion ToCompletion(this StoredCompletionRow row) => new()
    {
        Id = row.Id,
        CreatedAt = row.CreatedAt,
        Model = row.Model,
        Fingerprint = row.Fingerprint,
        Usage = new SessionUsage(row.PromptTokens, row.CachedTokens, row.CompletionTokens),
        Choices = StoredChoiceJson.Read(row.Choices),
        Metadata = MetadataJson.Read(row.Metadata),
        Echo = row.Echo,
    };
}
