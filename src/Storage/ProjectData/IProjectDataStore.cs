namespace TenantLLM.Storage.ProjectData;

/// <summary>All that is kept of a project, in whatever table.</summary>
public interface IProjectDataStore
{
    /// <summary>Reads a bounded number of a project's rows, table after table.</summary>
    /// <param name="place">Where to go on; null: at the beginning.</param>
    Task<ExportedRows> ExportAsync(string projectId, ExportPlace? place, CancellationToken cancellationToken);

    /// <summary>Deletes a bounded number of a project's rows.</summary>
    /// <returns>How many; 0 where none is left.</returns>
    Task<int> EraseAsync(string projectId, bool includeUsage, CancellationToken cancellationToken);

    /// <summary>Sees to it that nothing of what was deleted can be read from the disk any more.</summary>
    /// <returns>False where somebody still reads what was: try again.</returns>
    Task<bool> ScrubAsync(CancellationToken cancellationToken);

    /// <summary>What became of the deletion of a project's data; null where none was asked for.</summary>
    Task<ProjectErasureRow?> FindErasureAsync(string projectId, CancellationToken cancellationToken);

    /// <summary>Projects whose data are to be deleted and are not.</summary>
    Task<IReadOnlyList<string>> ListUnfinishedErasuresAsync(CancellationToken cancellationToken);

    /// <summary>Writes down that a deletion was asked for, or is done; complete when that is on disk.</summary>
    Task SaveErasureAsync(ProjectErasureRow erasure, CancellationToken cancellationToken);
}
