namespace TenantLLM.Storage.Projects;

/// <summary>Projects on disk. Written by tenant grains only.</summary>
public interface IProjectStore
{
    Task<ProjectRow?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Adds a project; complete when it is on disk.</summary>
    Task AddAsync(ProjectRow project, CancellationToken cancellationToken);
}
