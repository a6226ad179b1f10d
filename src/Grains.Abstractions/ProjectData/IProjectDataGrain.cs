using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.Abstractions.Tenants;

namespace TenantLLM.Grains.Abstractions.ProjectData;

/// <summary>All that is kept of a project, to be taken along or deleted. Key: the project's id.</summary>
[Alias("TenantLLM.IProjectDataGrain")]
public interface IProjectDataGrain : IGrainWithStringKey
{
    /// <summary>Reads its first part, which is bounded, and notes who took it.</summary>
    [Alias("BeginExport")]
    Task<ProjectAnswer<ProjectDataPage>> BeginExportAsync(Administrator by);

    /// <summary>Reads another part of an export that has begun.</summary>
    /// <param name="place">Where the part before ended.</param>
    [Alias("Export")]
    Task<ProjectDataPage> ExportAsync(ProjectDataPlace place);

    /// <summary>Begins to delete all of it: from disk, from the grains and from the caches of the models. It goes on by itself, also after a
    /// restart. Only an archived project's data are deleted: nothing may come after. Answers that are still being generated are cut off. Where it was asked for
    /// before, that deletion is what is answered, unless more is to go now.</summary>
    /// <param name="includeUsage">Whether what it used goes, too, which bills are made from.</param>
    /// <returns>How it stands.</returns>
    [Alias("Erase")]
    Task<ProjectAnswer<ProjectErasure>> EraseAsync(bool includeUsage, Administrator by);

    /// <summary>How the deletion stands.</summary>
    [Alias("GetErasure")]
    Task<ProjectAnswer<ProjectErasure>> GetErasureAsync();

    /// <summary>Goes on with a deletion that a server had begun that is gone.</summary>
    [Alias("Resume")]
    Task ResumeAsync();
}
