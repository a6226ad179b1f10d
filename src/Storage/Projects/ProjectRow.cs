using TenantLLM.Storage.ProjectData;

namespace TenantLLM.Storage.Projects;

/// <summary>A project: a tenant.</summary>
[KeptAfterErasure("The ledger and the audit log name it, and its archived state keeps it closed.")]
public sealed record ProjectRow
{
    /// <summary><c>proj_…</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when its keys are refused; null: they are not.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }
}
