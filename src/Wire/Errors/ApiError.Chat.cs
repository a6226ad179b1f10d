namespace TenantLLM.Wire.Errors;

/// <content>Stored chat completions.</content>
public sealed partial record ApiError
{
    /// <summary>The project has no stored completion with this id (404): there is none, or it is another's.</summary>
    /// <param name="id">What was asked for.</param>
    /// <param name="param">Where it was named.</param>
    public static ApiError CompletionNotFound(string id, string param = "completion_id") =>
        new(404, InvalidRequestType, $"Completion {Echo.Of(id)} not found") { Param = param, Code = "not_found" };

    /// <summary>The completion has no message with this id to begin after (404).</summary>
    public static ApiError MessageNotFound(string id) =>
        new(404, InvalidRequestType, $"Message {Echo.Of(id)} not found") { Param = "after", Code = "not_found" };
}
