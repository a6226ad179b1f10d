namespace TenantLLM.Wire.Chat;

/// <summary>Why a choice ended. SDKs throw on any other word.</summary>
public static class FinishReasons
{
    public const string Stop = "stop";
    public const string Length = "length";
    public const string ToolCalls = "tool_calls";
    public const string ContentFilter = "content_filter";
}
