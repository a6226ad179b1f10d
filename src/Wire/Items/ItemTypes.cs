namespace TenantLLM.Wire.Items;

/// <summary>The kinds of item of the API: those understood here, and those that are refused by name.</summary>
internal static class ItemTypes
{
    public const string Message = "message";
    public const string FunctionCall = "function_call";
    public const string FunctionCallOutput = "function_call_output";
    public const string Reasoning = "reasoning";
    public const string Reference = "item_reference";

    public static IReadOnlyList<string> All { get; } =
    [
        Message, FunctionCall, FunctionCallOutput, Reasoning, Reference, "additional_tools", "apply_patch_call", "apply_patch_call_output",
        "code_interpreter_call", "compaction", "compaction_trigger", "computer_call", "computer_call_output", "custom_tool_call",
        "custom_tool_call_output", "file_search_call", "image_generation_call", "local_shell_call", "local_shell_call_output",
        "mcp_approval_request", "mcp_approval_response", "mcp_call", "mcp_list_tools", "program", "program_output", "shell_call",
        "shell_call_output", "tool_search_call", "tool_search_output", "web_search_call",
    ];
}
