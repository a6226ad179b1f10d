using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Reading;
using TenantLLM.Storage.Writing;

namespace TenantLLM.Storage.Projects;

internal sealed class ProjectStore(StoreReader reads, WriteQueue writes) : IProjectStore
{
    public Task<ProjectRow?> FindAsync(string id, CancellationToken cancellationToken) => reads.ReadAsync(
        context => context.Projects.SingleOrDefaultAsync(row => row.Id == id, cancellationToken), cancellationToken);

    public Task AddAsync(ProjectRow project, CancellationToken cancellationToken) =>
        writes.WriteAsync(context => context.Projects.Add(project), cancellationToken);
}
