using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Grains.Abstractions.Conversations;

/// <summary>
/// The session of the Responses and Conversations APIs: a tree of items with the responses that made them and, where the client created
/// one, the conversation that is its main line. Every id of an object in it tells which grain that is. Key: <see cref="SessionKey"/>.
/// </summary>
[Alias("TenantLLM.IConversationGrain")]
public interface IConversationGrain : IGrainWithStringKey
{
    /// <summary>Generates a response and streams it. Unless it is a background response, it ends when the caller leaves.</summary>
    /// <returns>
    /// First a <see cref="SessionUpdateKind.Started"/> or a <see cref="SessionUpdateKind.Failed"/> update; last
    /// <see cref="SessionUpdateKind.Completed"/>, once the response is on disk, or <see cref="SessionUpdateKind.Failed"/>.
    /// </returns>
    [Alias("Respond")]
    IAsyncEnumerable<SessionUpdate> RespondAsync(ResponseRequest request, CancellationToken cancellationToken);

    /// <summary>Begins a background response; it is on disk as queued when this returns.</summary>
    /// <returns>Null where it was begun.</returns>
    [Alias("Begin")]
    Task<SessionFailure?> BeginAsync(ResponseRequest request);

    /// <summary>All updates of a stored response from its first, then, while it runs, those to come. Leaving does not end the
    /// response.</summary>
    /// <returns>As of <see cref="RespondAsync"/>; a failure of kind <see cref="SessionFailureKind.NotFound"/> where there is none.</returns>
    [Alias("Follow")]
    IAsyncEnumerable<SessionUpdate> FollowAsync(string responseId, CancellationToken cancellationToken);

    /// <summary>A stored response as it stands now; null where there is none.</summary>
    [Alias("GetResponse")]
    Task<StoredResponse?> GetResponseAsync(string responseId);

    /// <summary>Ends a background response that runs; one that has ended stays as it is.</summary>
    /// <returns>The response once it has ended; null where there is none. One that is no background response is returned unchanged.</returns>
    [Alias("CancelResponse")]
    Task<StoredResponse?> CancelResponseAsync(string responseId);

    /// <summary>Deletes a response, ending it first if it runs, and those of its items that nothing else continues.</summary>
    /// <returns>False where there is none.</returns>
    [Alias("DeleteResponse")]
    Task<bool> DeleteResponseAsync(string responseId);

    /// <summary>What a response was given: the items of its turn and of all before it.</summary>
    /// <returns>Null where there is no such response, or no such item to begin after.</returns>
    [Alias("ListInputItems")]
    Task<ItemPage?> ListInputItemsAsync(string responseId, ItemPageRequest page);

    /// <summary>How many tokens the prompt of a response would have; nothing is kept.</summary>
    [Alias("CountInputTokens")]
    Task<InputTokens> CountInputTokensAsync(ResponseRequest request);

    /// <summary>Creates the conversation with its first items, on disk when this returns.</summary>
    [Alias("CreateConversation")]
    Task CreateConversationAsync(StoredConversation conversation, ImmutableArray<ConversationItem> items);

    /// <summary>The conversation; null where there is none.</summary>
    [Alias("GetConversation")]
    Task<StoredConversation?> GetConversationAsync();

    /// <summary>Replaces the conversation's metadata.</summary>
    /// <returns>The conversation; null where there is none.</returns>
    [Alias("UpdateConversation")]
    Task<StoredConversation?> UpdateConversationAsync(ImmutableArray<MetadataEntry> metadata);

    /// <summary>Deletes the conversation and its items.</summary>
    /// <returns>False where there is none.</returns>
    [Alias("DeleteConversation")]
    Task<bool> DeleteConversationAsync();

    /// <summary>Appends items to the conversation, all or none, on disk when this returns.</summary>
    [Alias("AppendItems")]
    Task<ConversationOutcome> AppendItemsAsync(ImmutableArray<ConversationItem> items);

    /// <summary>A page of the conversation's items.</summary>
    /// <returns>Null where there is no conversation, or no such item to begin after.</returns>
    [Alias("ListItems")]
    Task<ItemPage?> ListItemsAsync(ItemPageRequest page);

    /// <summary>An item of the session, of its conversation or of any of its responses; null where there is none.</summary>
    [Alias("GetItem")]
    Task<ConversationItem?> GetItemAsync(string itemId);

    /// <summary>An item of the conversation; null where it has none with this id, whatever the session holds beside it.</summary>
    [Alias("GetConversationItem")]
    Task<ConversationItem?> GetConversationItemAsync(string itemId);

    /// <summary>Deletes an item of the conversation; what came after it stays.</summary>
    [Alias("DeleteItem")]
    Task<ConversationOutcome> DeleteItemAsync(string itemId);

    /// <summary>Deletes responses that were kept long enough, but those that run.</summary>
    [Alias("ExpireResponses")]
    Task ExpireResponsesAsync(ImmutableArray<string> responseIds);

    /// <summary>Deletes the conversation where its last item is from before a time and no response is being generated in it.</summary>
    [Alias("ExpireConversation")]
    Task ExpireConversationAsync(DateTimeOffset before);
}

/// <summary>What became of a change to a conversation.</summary>
public enum ConversationOutcome
{
    /// <summary>It is on disk.</summary>
    Done,

    /// <summary>There is no such conversation.</summary>
    NoConversation,

    /// <summary>There is no such item.</summary>
    NoItem,

    /// <summary>A response of the conversation is being generated: try again when it has ended.</summary>
    Locked,
}
