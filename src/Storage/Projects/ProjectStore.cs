using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Reading;

namespace TenantLLM.Storage.Projects;

internal sealed class ProjectStore(StoreReader reads) : IProjectStore
{
    public Task<ProjectRow?> FindAsync(string id, CancellationToken cancellationToken) => reads.ReadAsync(
        context => context.Projects.SingleOrDefaultAsync(row => row.Id == id, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<ProjectRow>> ListAsync(
        string? after, int limit, bool includeArchived, CancellationToken cancellationToken)
    {
        var from = after ?? "";
        return await reads.ReadAsync(
            context => context.Projects.Where(row => string.Compare(row.Id, from) > 0 && (includeArchived || row.ArchivedAt == null))
                .OrderBy(row => row.Id).Take(limit + 1).ToListAsync(cancellationToken),
            cancellationToken);
    }
}
