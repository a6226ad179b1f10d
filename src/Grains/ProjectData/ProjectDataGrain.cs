using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.Abstractions.ProjectData;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Grains.Administration;
using TenantLLM.Storage.AuditLog;
using TenantLLM.Storage.ProjectData;
using TenantLLM.Storage.Projects;

namespace TenantLLM.Grains.ProjectData;

/// <summary>Exports and deletes what is kept of a project. A deletion is written down before it begins, and runs beside the grain's
/// calls; one that was cut off is begun again by <see cref="Retention.RetentionGrain"/>.</summary>
internal sealed partial class ProjectDataGrain(
    IProjectDataStore store,
    IProjectStore projects,
    IAuditLogStore auditLog,
    AuditTrail trail,
    ProjectErasing erasing,
    TimeProvider clock,
    ILogger<ProjectDataGrain> log) : Grain, IProjectDataGrain
{
    private Task _work = Task.CompletedTask;

    private string ProjectId => this.GetPrimaryKeyString();

    public async Task<ProjectAnswer<ProjectDataPage>> BeginExportAsync(Administrator by)
    {
        if (await FindProjectAsync() is not { } project)
            return ProjectRefusal.NoProject;
        var entry = trail.Entry(AuditEventTypes.ProjectDataExported, ProjectId, project, by);
        await auditLog.WriteAsync(new AuditedChange(entry), CancellationToken.None);
        return await ReadAsync(null);
    }

    public Task<ProjectDataPage> ExportAsync(ProjectDataPlace place) => ReadAsync(new ExportPlace(place.Table, place.Key));

    public async Task<ProjectAnswer<ProjectErasure>> EraseAsync(bool includeUsage, Administrator by)
    {
        if (await FindProjectAsync() is not { } project)
            return ProjectRefusal.NoProject;
        if (project.ArchivedAt is null)
            return ProjectRefusal.IsNotArchived;

        var known = await FindAsync();
        var erasure = known;
        if (erasure is null || (includeUsage && !erasure.IncludesUsage))
        {
            erasure = new ProjectErasureRow { ProjectId = ProjectId, RequestedAt = clock.GetUtcNow(), IncludesUsage = includeUsage };
            var details = new JsonObject { ["include_usage"] = includeUsage };
            var entry = trail.Entry(AuditEventTypes.ProjectDataDeleted, ProjectId, project, by, details);
            await auditLog.WriteAsync(
                known is null ? new AuditedChange(entry) { Added = [erasure] } : new AuditedChange(entry) { Updated = [erasure] },
                CancellationToken.None);
        }

        Continue(erasure);
        return ToErasure(erasure);
    }

    public async Task<ProjectAnswer<ProjectErasure>> GetErasureAsync()
    {
        if (await FindProjectAsync() is null)
            return ProjectRefusal.NoProject;
        return await FindAsync() is { } erasure ? ToErasure(erasure) : ProjectRefusal.NoErasure;
    }

    public async Task ResumeAsync()
    {
        if (await FindAsync() is { } erasure)
            Continue(erasure);
    }

    private Task<ProjectErasureRow?> FindAsync() => store.FindErasureAsync(ProjectId, CancellationToken.None);

    private Task<ProjectRow?> FindProjectAsync() => projects.FindAsync(ProjectId, CancellationToken.None);

    private async Task<ProjectDataPage> ReadAsync(ExportPlace? place)
    {
        var rows = await store.ExportAsync(ProjectId, place, CancellationToken.None);
        return new ProjectDataPage(
            rows.Lines, rows.Count, rows.Next is { } next ? new ProjectDataPlace(next.Table, next.Key) : null);
    }

    private void Continue(ProjectErasureRow erasure)
    {
        if (erasure.CompletedAt is null && _work.IsCompleted)
            _work = RunAsync(erasure);
    }

    private async Task RunAsync(ProjectErasureRow erasure)
    {
        // Nobody may ask while it runs, and still it must run on.
        DelayDeactivation(TimeSpan.MaxValue);
        try
        {
            await erasing.RunAsync(erasure);
            LogErased(ProjectId);
        }
#pragma warning disable CA1031 // It belongs to no call that could throw: it is begun again later.
        catch (Exception exception)
        {
            LogFailed(exception, ProjectId);
        }
#pragma warning restore CA1031

        DelayDeactivation(TimeSpan.Zero);

        // While it ran, more may have been asked for.
        if (await FindAsync() is { CompletedAt: null } asked && asked != erasure)
            await RunAsync(asked);
    }

    private static ProjectErasure ToErasure(ProjectErasureRow row) => new(row.RequestedAt, row.IncludesUsage, row.CompletedAt);

    [LoggerMessage(Level = LogLevel.Information, Message = "The data of project {ProjectId} are deleted")]
    private partial void LogErased(string projectId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The data of project {ProjectId} could not be deleted; it is tried again")]
    private partial void LogFailed(Exception exception, string projectId);
}
