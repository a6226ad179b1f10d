using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.StoredCompletions;
using TenantLLM.Grains.Conversations;
using TenantLLM.Storage.StoredCompletions;

namespace TenantLLM.Grains.StoredCompletions;

/// <summary>Between stored completions and their rows.</summary>
internal static class StoredCompletionRows
{
    /// <param name="request">What was asked.</param>
    /// <param name="storage">With what the answer is stored.</param>
    /// <param name="key">The conversation it is of.</param>
    /// <param name="fingerprint">The model's.</param>
    /// <param name="usage">The tokens it took.</param>
    /// <param name="history">Where the request's messages stand in the conversation.</param>
    /// <param name="choices">What was said.</param>
    public static StoredCompletionRow Of(
        SessionRequest request,
        CompletionStorage storage,
        SessionKey key,
        string fingerprint,
        SessionUsage usage,
        IReadOnlyList<int> history,
        IReadOnlyList<StoredChoice> choices) => new()
    {
        ProjectId = key.ProjectId,
        Id = request.ResponseId,
        CreatedAt = request.CreatedAt,
        Model = request.Model,
        ConversationId = key.ConversationId,
        Fingerprint = fingerprint,
        PromptTokens = usage.PromptTokens,
        CachedTokens = usage.CachedTokens,
        CompletionTokens = usage.CompletionTokens,
        Metadata = MetadataJson.Write(storage.Metadata),
        Echo = storage.Echo,
        MessagePositions = history,
        Choices = StoredChoiceJson.Write(choices),
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
