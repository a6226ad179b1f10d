using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Grains.Abstractions.Conversations;

/// <summary>Something that was said or done in a session.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.ConversationItem")]
public sealed record ConversationItem
{
    /// <summary>Given by the server: <c>msg_…</c>, <c>fc_…</c>.</summary>
    [Id(0)]
    public required string Id { get; init; }

    [Id(1)]
    public required ConversationItemKind Kind { get; init; }

    /// <summary>Of a message: system, developer, user or assistant.</summary>
    [Id(2)]
    public string? Role { get; init; }

    /// <summary>Of a message and of reasoning: its texts. Of a call's output given in parts: those.</summary>
    [Id(3)]
    public ImmutableArray<ConversationPart> Content { get; init; } = [];

    /// <summary>Of a call and its output: what joins the two (<c>call_…</c>).</summary>
    [Id(4)]
    public string? CallId { get; init; }

    /// <summary>Of a call: the function's name.</summary>
    [Id(5)]
    public string? Name { get; init; }

    /// <summary>Of a call: its arguments as JSON text. Of a call's output given as one text: that.</summary>
    [Id(6)]
    public string? Text { get; init; }

    /// <summary>False for what was cut off: by a limit, a cancellation or a failure.</summary>
    [Id(7)]
    public bool IsComplete { get; init; } = true;
}

/// <summary>The kinds of item.</summary>
public enum ConversationItemKind
{
    Message,
    FunctionCall,
    FunctionCallOutput,
    Reasoning,
}

/// <summary>A text of an item.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.ConversationPart")]
public sealed record ConversationPart([property: Id(0)] ConversationPartKind Kind, [property: Id(1)] string Text)
{
    /// <summary>Of an answer whose tokens' log-probabilities were asked for: those.</summary>
    [Id(2)]
    public SessionLogProbs? LogProbs { get; init; }
}

/// <summary>The kinds of text.</summary>
public enum ConversationPartKind
{
    InputText,
    OutputText,
    Refusal,
    ReasoningText,
    SummaryText,
}
