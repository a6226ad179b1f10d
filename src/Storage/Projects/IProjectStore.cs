namespace TenantLLM.Storage.Projects;

/// <summary>Projects on disk. Written by tenant grains only, with the audit log.</summary>
public interface IProjectStore
{
    Task<ProjectRow?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Projects by their ids, one more than asked for where there are more.</summary>
    /// <param name="after">The id to begin after; null: at the first.</param>
    Task<IReadOnlyList<ProjectRow>> ListAsync(string? after, int limit, bool includeArchived, CancellationToken cancellationToken);
}
