using TenantLLM.Wire.Errors;

namespace TenantLLM.Wire.Chat;

/// <summary>What OpenAI says about tool messages out of place; the spelling is its own.</summary>
internal static class ToolCallErrors
{
    public static ApiError NothingToAnswer(string path) => ApiError.InvalidRequest(
        "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.", path);

    public static ApiError UnknownCall(string path, string id) => ApiError.InvalidRequest(
        $"Invalid parameter: 'tool_call_id' of '{Echo.Of(id)}' not found in 'tool_calls' of previous message.", path);

    public static ApiError Unanswered(string path, IReadOnlyList<string> ids) => ApiError.InvalidRequest(
        "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. "
        + $"The following tool_call_ids did not have response messages: {Echo.Of(string.Join(", ", ids))}",
        path);
}
