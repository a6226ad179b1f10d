namespace TenantLLM.Inference.Chat;

/// <summary>A message as chat templates see it.</summary>
/// <param name="Role">system, developer, user, assistant or tool.</param>
/// <param name="Content">The text; null for an assistant turn that only called tools.</param>
public sealed record ChatMessage(string Role, string? Content)
{
    /// <summary>The speaker's name, where given.</summary>
    public string? Name { get; init; }

    /// <summary>The calls an assistant turn made.</summary>
    public IReadOnlyList<ChatToolCall> ToolCalls { get; init; } = [];

    /// <summary>The call a tool message answers.</summary>
    public string? ToolCallId { get; init; }
}

/// <summary>A call to a function.</summary>
/// <param name="Id">The call's id (<c>call_…</c>).</param>
/// <param name="Name">The function's name.</param>
/// <param name="Arguments">The arguments as JSON text.</param>
public sealed record ChatToolCall(string Id, string Name, string Arguments);
