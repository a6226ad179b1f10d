using System.Collections.Immutable;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.StoredCompletions;
using TenantLLM.Wire.Chat;

namespace TenantLLM.Api.Endpoints.Chat.Stored;

/// <summary>Between OpenAI's stored completions and those of the grains.</summary>
internal static class StoredCompletionMapping
{
    public static StoredCompletionPageRequest ToGrain(StoredChatCompletionQuery query) => new()
    {
        Limit = query.Page.Limit,
        IsDescending = query.Page.IsDescending,
        After = query.Page.After,
        Model = query.Model,
        Metadata = query.Metadata.ToEntries(),
    };

    public static ImmutableArray<MetadataEntry> ToEntries(this IReadOnlyDictionary<string, string> metadata) =>
        [.. metadata.Select(pair => new MetadataEntry(pair.Key, pair.Value))];

    public static StoredChatCompletionList ToWire(StoredCompletionPage page) => new()
    {
        Data = [.. page.Completions.Select(ToWire)],
        HasMore = page.HasMore,
    };

    public static StoredChatCompletion ToWire(StoredCompletion completion) => new(ChatCompletionEcho.Parse(completion.Echo))
    {
        Id = completion.Id,
        Model = completion.Model,
        Created = completion.CreatedAt.ToUnixTimeSeconds(),
        Usage = ChatMapping.ToWire(completion.Usage),
        SystemFingerprint = completion.Fingerprint,
        Metadata = completion.Metadata.ToDictionary(entry => entry.Key, entry => entry.Value),
        Choices = [.. completion.Choices.Select(ToWire)],
    };

    /// <param name="page">The messages.</param>
    /// <param name="completionId">What they were given to.</param>
    public static StoredChatMessageList ToWire(StoredMessagePage page, string completionId) => new()
    {
        Data = [.. page.Messages.Select(message => ToWire(message, completionId))],
        HasMore = page.HasMore,
    };

    private static ChatChoice ToWire(StoredChoice choice, int index) => new()
    {
        Index = index,
        Message = new ChatResponseMessage { Content = choice.Text },
        Logprobs = ChatMapping.ToWire(choice.LogProbs),
        FinishReason = ChatMapping.ToWire(choice.FinishReason),
    };

    private static StoredChatMessage ToWire(GivenMessage given, string completionId) => new()
    {
        Id = StoredMessageIds.Of(completionId, given.Place),
        Role = given.Message.Role,
        Content = given.Message.Content,
        Name = given.Message.Name,
        ContentParts = given.Message.ContentParts is { IsEmpty: false } parts ? [.. parts.Select(text => new StoredContentPart(text))] : null,
        Refusal = given.Message.Refusal,
        ToolCalls = given.Message.ToolCalls is { IsEmpty: false } calls ? [.. calls.Select(ToWire)] : null,
        ToolCallId = given.Message.ToolCallId,
    };

    private static ChatToolCall ToWire(SessionToolCall call) => new()
    {
        Id = call.Id,
        Function = new ChatFunctionCall(call.Name, call.Arguments),
    };
}
