namespace TenantLLM.Grains.Abstractions.Sessions;

/// <summary>A message of a conversation.</summary>
/// <param name="Role">system, developer, user, assistant or tool.</param>
/// <param name="Content">The text; null for an assistant turn that only called tools.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.SessionMessage")]
public sealed record SessionMessage([property: Id(0)] string Role, [property: Id(1)] string? Content)
{
    [Id(2)]
    public string? Name { get; init; }

    [Id(3)]
    public ImmutableArray<SessionToolCall> ToolCalls { get; init; } = [];

    /// <summary>The call a tool message answers.</summary>
    [Id(4)]
    public string? ToolCallId { get; init; }
}

/// <summary>A call an assistant turn made; <paramref name="Arguments"/> is JSON text.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.SessionToolCall")]
public sealed record SessionToolCall(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Arguments);
