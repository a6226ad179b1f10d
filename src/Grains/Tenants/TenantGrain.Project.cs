using System.Text.Json.Nodes;
using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Storage.AuditLog;
using TenantLLM.Storage.Projects;

namespace TenantLLM.Grains.Tenants;

/// <content>The project itself.</content>
internal sealed partial class TenantGrain
{
    public Task<bool> IsOpenAsync() => Task.FromResult(IsOpen);

    public Task<Project?> GetAsync() => Task.FromResult(_project?.ToProject());

    public async Task<Project> CreateAsync(string name, Administrator by)
    {
        var project = new ProjectRow { Id = Id, Name = name, CreatedAt = clock.GetUtcNow() };
        var entry = trail.Entry(AuditEventTypes.ProjectCreated, Id, project, by, new JsonObject { ["name"] = name, ["title"] = name });
        await auditLog.WriteAsync(new AuditedChange(entry) { Added = [project] }, CancellationToken.None);
        _project = project;
        return project.ToProject();
    }

    public async Task<ProjectAnswer<Project>> UpdateAsync(string? name, Administrator by)
    {
        if (Closed is { } refusal)
            return refusal;
        if (name is not null)
        {
            var entry = trail.Entry(AuditEventTypes.ProjectUpdated, Id, _project, by, new JsonObject { ["title"] = name });
            await ReplaceAsync(_project! with { Name = name }, entry);
        }

        return _project!.ToProject();
    }

    public async Task<ProjectAnswer<Project>> ArchiveAsync(Administrator by)
    {
        if (Closed == ProjectRefusal.NoProject)
            return ProjectRefusal.NoProject;
        if (IsOpen)
            await ReplaceAsync(
                _project! with { ArchivedAt = clock.GetUtcNow() }, trail.Entry(AuditEventTypes.ProjectArchived, Id, _project, by));
        return _project!.ToProject();
    }

    /// <summary>Why nothing of the project can be changed; null: it can.</summary>
    private ProjectRefusal? Closed => _project is null ? ProjectRefusal.NoProject : IsOpen ? null : ProjectRefusal.IsArchived;

    private async Task ReplaceAsync(ProjectRow project, AuditLogRow entry)
    {
        await auditLog.WriteAsync(new AuditedChange(entry) { Updated = [project] }, CancellationToken.None);
        _project = project;
    }
}
