namespace TenantLLM.Grains.Abstractions.Sessions;

/// <summary>A step of an answer on its way to the client. One small struct for all kinds, as thousands a second cross the
/// cluster; of a text there cross its choice and its characters only.</summary>
/// <param name="Kind">Which of the other members speak.</param>
/// <param name="Choice">Of a text or a choice's end: which choice.</param>
/// <param name="Text">Of a text: the characters.</param>
/// <param name="FinishReason">Of a choice's end: why.</param>
/// <param name="Start">Of the start: what is known before the first token.</param>
/// <param name="End">Of the last update: what was used, and why it failed.</param>
/// <param name="LogProbs">Of a text whose tokens' log-probabilities were asked for: those.</param>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("TenantLLM.SessionUpdate")]
public readonly record struct SessionUpdate(
    [property: Id(0)] SessionUpdateKind Kind,
    [property: Id(1)] int Choice,
    [property: Id(2)] string? Text,
    [property: Id(3)] SessionFinishReason FinishReason,
    [property: Id(4)] SessionStart? Start,
    [property: Id(5)] SessionEnd? End,
    [property: Id(6)] SessionLogProbs? LogProbs = null)
{
    /// <summary>The longest that an answer is silent, from its first moment on.</summary>
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(1);

    /// <summary>A sign of life; it says nothing of the answer.</summary>
    public static SessionUpdate Heartbeat { get; } = new(SessionUpdateKind.Heartbeat, 0, null, default, null, null);

    public static SessionUpdate Started(SessionStart start) => new(SessionUpdateKind.Started, 0, null, default, start, null);

    public static SessionUpdate TextDelta(int choice, string text, SessionLogProbs? logProbs = null) =>
        new(SessionUpdateKind.TextDelta, choice, text, default, null, null, logProbs);

    public static SessionUpdate ChoiceFinished(int choice, SessionFinishReason reason) =>
        new(SessionUpdateKind.ChoiceFinished, choice, null, reason, null, null);

    public static SessionUpdate Completed(SessionUsage usage) =>
        new(SessionUpdateKind.Completed, 0, null, default, null, new SessionEnd(usage, null));

    public static SessionUpdate Failed(SessionFailure failure, SessionUsage usage = default) =>
        new(SessionUpdateKind.Failed, 0, null, default, null, new SessionEnd(usage, failure));

    /// <summary>A last update with the time of the end.</summary>
    public SessionUpdate EndedAt(DateTimeOffset? time) => this with { End = End! with { EndedAt = time } };
}

/// <summary>The kinds of update, in the order they come; a heartbeat comes anywhere.</summary>
public enum SessionUpdateKind
{
    Started,
    TextDelta,
    ChoiceFinished,
    Completed,
    Failed,
    Heartbeat,
}

/// <summary>Why a choice ended.</summary>
public enum SessionFinishReason
{
    Stop,
    Length,
    ContentFilter,
}

/// <summary>What is known when an answer starts.</summary>
/// <param name="Fingerprint">The model's <c>system_fingerprint</c>.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.SessionStart")]
public sealed record SessionStart([property: Id(0)] string Fingerprint)
{
    /// <summary>Of a raw prompt that was given as tokens: what they stand for; null otherwise.</summary>
    [Id(1)]
    public string? PromptText { get; init; }
}

/// <summary>How an answer ended; <paramref name="Failure"/> is null when it succeeded.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.SessionEnd")]
public sealed record SessionEnd([property: Id(0)] SessionUsage Usage, [property: Id(1)] SessionFailure? Failure)
{
    /// <summary>When it ended, where that is kept.</summary>
    [Id(2)]
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>Tokens an answer took; cached ones are among the prompt's.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.SessionUsage")]
public readonly record struct SessionUsage(
    [property: Id(0)] int PromptTokens,
    [property: Id(1)] int CachedTokens,
    [property: Id(2)] int CompletionTokens);
