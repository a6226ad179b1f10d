namespace TenantLLM.Storage.Sessions;

/// <summary>The conversation that a client created: a session has one at most. Its items are the session's that have a place in it.</summary>
public sealed record ConversationRow
{
    public required string ProjectId { get; init; }

    public required string SessionId { get; init; }

    /// <summary><c>conv_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>JSON: pairs in the client's order.</summary>
    public required string Metadata { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
