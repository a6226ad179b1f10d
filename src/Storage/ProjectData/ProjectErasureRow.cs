namespace TenantLLM.Storage.ProjectData;

/// <summary>That a project's data were to be deleted, and whether they are.</summary>
[KeptAfterErasure("It is the proof that the data are gone, and how a restarted server knows what it had begun.")]
public sealed record ProjectErasureRow
{
    public required string ProjectId { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Whether its usage goes, too.</summary>
    public required bool IncludesUsage { get; init; }

    /// <summary>Null until all is gone.</summary>
    public DateTimeOffset? CompletedAt { get; init; }
}
