namespace TenantLLM.Grains.Abstractions.Sessions;

/// <summary>A message of a conversation.</summary>
/// <param name="Role">system, developer, user, assistant or tool.</param>
/// <param name="Content">The text; null for an assistant turn that only called tools or refused.</param>
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

    /// <summary>Why the assistant refused, where it did.</summary>
    [Id(5)]
    public string? Refusal { get; init; }

    /// <summary>The texts that the content came in; none where it came as one.</summary>
    [Id(6)]
    public ImmutableArray<string> ContentParts { get; init; } = [];
}

/// <summary>A call an assistant turn made; <paramref name="Arguments"/> is JSON text.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.SessionToolCall")]
public sealed record SessionToolCall(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Arguments);
