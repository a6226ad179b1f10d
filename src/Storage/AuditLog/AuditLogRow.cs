using TenantLLM.Storage.ProjectData;

namespace TenantLLM.Storage.AuditLog;

/// <summary>A change that somebody made. Written in the commit of the change; nothing changes or deletes it.</summary>
[KeptAfterErasure("It tells who did what, the deletion included, and holds no content of the project.")]
public sealed record AuditLogRow
{
    /// <summary><c>audit_log-…</c>, in the order of the changes.</summary>
    public required string Id { get; init; }

    /// <summary>What happened, as <c>project.created</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long EffectiveAt { get; init; }

    /// <summary>Where it happened; null: in none.</summary>
    public string? ProjectId { get; init; }

    /// <summary>The project's name then.</summary>
    public string? ProjectName { get; init; }

    /// <summary>What was changed.</summary>
    public required string ResourceId { get; init; }

    /// <summary>What was asked for: an object of JSON; null where the id says all.</summary>
    public string? Details { get; init; }

    /// <summary>Configuration, ApiKey or User.</summary>
    public required string ActorKind { get; init; }

    public required string ActorId { get; init; }

    public string? ActorEmail { get; init; }

    /// <summary>The IP address the request came from; null where it is not known.</summary>
    public string? Address { get; init; }
}
