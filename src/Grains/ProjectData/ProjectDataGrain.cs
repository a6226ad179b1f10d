using Microsoft.Extensions.Logging;
using TenantLLM.Grains.Abstractions.ProjectData;
using TenantLLM.Storage.ProjectData;

namespace TenantLLM.Grains.ProjectData;

/// <summary>Exports and deletes what is kept of a project. A deletion is written down before it begins, and runs beside the grain's
/// calls; one that was cut off is begun again by <see cref="Retention.RetentionGrain"/>.</summary>
internal sealed partial class ProjectDataGrain(
    IProjectDataStore store, ProjectErasing erasing, TimeProvider clock, ILogger<ProjectDataGrain> log) : Grain, IProjectDataGrain
{
    private Task _work = Task.CompletedTask;

    private string ProjectId => this.GetPrimaryKeyString();

    public async Task<ProjectDataPage> ExportAsync(ProjectDataPlace? place)
    {
        var rows = await store.ExportAsync(
            ProjectId, place is null ? null : new ExportPlace(place.Table, place.Key), CancellationToken.None);
        return new ProjectDataPage(
            rows.Lines, rows.Count, rows.Next is { } next ? new ProjectDataPlace(next.Table, next.Key) : null);
    }

    public async Task<ProjectErasure> EraseAsync(bool includeUsage)
    {
        var erasure = await FindAsync();
        if (erasure is null || (includeUsage && !erasure.IncludesUsage))
        {
            erasure = new ProjectErasureRow { ProjectId = ProjectId, RequestedAt = clock.GetUtcNow(), IncludesUsage = includeUsage };
            await store.SaveErasureAsync(erasure, CancellationToken.None);
        }

        Continue(erasure);
        return ToErasure(erasure);
    }

    public async Task<ProjectErasure?> GetErasureAsync() => await FindAsync() is { } erasure ? ToErasure(erasure) : null;

    public async Task ResumeAsync()
    {
        if (await FindAsync() is { } erasure)
            Continue(erasure);
    }

    private Task<ProjectErasureRow?> FindAsync() => store.FindErasureAsync(ProjectId, CancellationToken.None);

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
