namespace TenantLLM.Wire.Chat;

/// <summary>Who speaks in a conversation.</summary>
public static class ChatRoles
{
    public const string System = "system";
    public const string Developer = "developer";
    public const string User = "user";
    public const string Assistant = "assistant";
    public const string Tool = "tool";

    /// <summary>The predecessor of <see cref="Tool"/>: known, and refused as functions are.</summary>
    internal const string Function = "function";

    /// <summary>In the order in which OpenAI lists them.</summary>
    internal static IReadOnlyList<string> All { get; } = [System, Assistant, User, Function, Tool, Developer];
}
