namespace TenantLLM.Grains.Abstractions.ProjectData;

/// <summary>All that is kept of a project, to be taken along or deleted. Key: the project's id.</summary>
[Alias("TenantLLM.IProjectDataGrain")]
public interface IProjectDataGrain : IGrainWithStringKey
{
    /// <summary>Reads a bounded part of it.</summary>
    /// <param name="place">Where the part before ended; null: at the beginning.</param>
    [Alias("Export")]
    Task<ProjectDataPage> ExportAsync(ProjectDataPlace? place);

    /// <summary>Begins to delete all of it: from disk, from the grains and from the caches of the models. It goes on by itself, also after a
    /// restart. The project's answers that are being generated are cut off: archive the project first.</summary>
    /// <param name="includeUsage">Whether what it used goes, too, which bills are made from.</param>
    /// <returns>How it stands.</returns>
    [Alias("Erase")]
    Task<ProjectErasure> EraseAsync(bool includeUsage);

    /// <summary>How the deletion stands; null where none was asked for.</summary>
    [Alias("GetErasure")]
    Task<ProjectErasure?> GetErasureAsync();

    /// <summary>Goes on with a deletion that a server had begun that is gone.</summary>
    [Alias("Resume")]
    Task ResumeAsync();
}
