using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Reading;
using TenantLLM.Storage.Writing;

namespace TenantLLM.Storage.Usage;

internal sealed class UsageStore(StoreReader reads, WriteQueue writes) : IUsageStore
{
    /// <summary>Groups after which a page ends with its bucket.</summary>
    private const int ManyGroups = 10_000;

    public async Task AddAsync(UsageRow row, CancellationToken cancellationToken)
    {
        try
        {
            await writes.WriteAsync(context => context.UsageLedger.Add(row), cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Written before by whoever did not live to know it, and only then.
            if (!await HasAsync(row, cancellationToken))
                throw;
        }
    }

    public Task<UsageSumsPage> ReadAsync(UsageFilter filter, CancellationToken cancellationToken) => reads.ReadAsync(
        async context =>
        {
            var groups = new List<UsageGroup>();
            await foreach (var group in new UsageQuery(filter).Of(context).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                if (groups.Count >= ManyGroups && group.Bucket != groups[^1].Bucket)
                    return new UsageSumsPage(groups, group.Bucket);
                groups.Add(group);
            }

            return new UsageSumsPage(groups, filter.Until);
        },
        cancellationToken);

    public async Task<IReadOnlyList<UsageRow>> ListAsync(
        UsageRange range, UsagePlace? after, int limit, CancellationToken cancellationToken) => await reads.ReadAsync(
            context =>
            {
                var from = after?.EndedAt ?? range.From;
                var rows = context.UsageLedger.Where(row => row.EndedAt >= from && row.EndedAt < range.Until);
                if (range.ProjectIds.Count > 0)
                    rows = rows.Where(row => EF.Parameter(range.ProjectIds).Contains(row.ProjectId));
                if (after is { EndedAt: var time, ProjectId: var project, ResponseId: var response, Part: var part })
                {
                    rows = rows.Where(row => row.EndedAt > time
                        || string.Compare(row.ProjectId, project) > 0
                        || (row.ProjectId == project && string.Compare(row.ResponseId, response) > 0)
                        || (row.ProjectId == project && row.ResponseId == response && row.Part > part));
                }

                return rows.OrderBy(row => row.EndedAt).ThenBy(row => row.ProjectId).ThenBy(row => row.ResponseId).ThenBy(row => row.Part)
                    .Take(limit).ToListAsync(cancellationToken);
            },
            cancellationToken);

    private Task<bool> HasAsync(UsageRow row, CancellationToken cancellationToken) => reads.ReadAsync(
        context => context.UsageLedger.AnyAsync(
            other => other.ProjectId == row.ProjectId && other.ResponseId == row.ResponseId && other.Part == row.Part, cancellationToken),
        cancellationToken);
}
