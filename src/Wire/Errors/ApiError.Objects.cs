namespace TenantLLM.Wire.Errors;

/// <content>Objects that a client asks for by their ids. One of another project answers as one that never was.</content>
public sealed partial record ApiError
{
    /// <summary>404.</summary>
    public static ApiError ResponseNotFound(string id) => NotFound($"Response with id '{Echo.Of(id)}' not found.");

    /// <summary>404.</summary>
    public static ApiError ConversationNotFound(string id) => NotFound($"Conversation with id '{Echo.Of(id)}' not found.");

    /// <summary>404.</summary>
    public static ApiError ItemNotFound(string id) => NotFound($"Item with id '{Echo.Of(id)}' not found.");

    /// <summary>A list is to begin after an item that is not in it (400).</summary>
    public static ApiError NoItemToBeginAfter(string id) => InvalidRequest($"Item with id '{Echo.Of(id)}' not found.", "after");

    /// <summary>A response is to continue one that is not there (400).</summary>
    public static ApiError PreviousResponseNotFound(string id) => InvalidRequest(
        $"Previous response with id '{Echo.Of(id)}' not found.", "previous_response_id", "previous_response_not_found");

    /// <summary>Only background responses can be cancelled (400).</summary>
    public static ApiError NoBackgroundResponse() => InvalidRequest("Cannot cancel a synchronous response.");

    /// <summary>Something that a request names is not there (404).</summary>
    public static ApiError NotFound(string message) => new(404, InvalidRequestType, message);
}
