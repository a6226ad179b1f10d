using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Writing;

namespace TenantLLM.Storage.Projects;

internal sealed class ProjectStore(IDbContextFactory<StoreContext> contexts, WriteQueue writes) : IProjectStore
{
    public async Task<ProjectRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Projects.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    public Task AddAsync(ProjectRow project, CancellationToken cancellationToken) =>
        writes.WriteAsync(context => context.Projects.Add(project), cancellationToken);
}
