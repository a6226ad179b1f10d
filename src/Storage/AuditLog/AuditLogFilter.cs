namespace TenantLLM.Storage.AuditLog;

/// <summary>Which entries are wanted. An empty list asks for all.</summary>
public sealed record AuditLogFilter
{
    public required int Limit { get; init; }

    /// <summary>Older ones than this.</summary>
    public string? After { get; init; }

    /// <summary>Newer ones than this, those next to it.</summary>
    public string? Before { get; init; }

    /// <summary>Unix seconds, itself included.</summary>
    public required long From { get; init; }

    /// <summary>Unix seconds, itself included.</summary>
    public required long To { get; init; }

    public required IReadOnlyList<string> Projects { get; init; }

    public required IReadOnlyList<string> Types { get; init; }

    public required IReadOnlyList<string> Actors { get; init; }

    public required IReadOnlyList<string> Emails { get; init; }

    public required IReadOnlyList<string> Resources { get; init; }
}
