using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Reading;
using TenantLLM.Storage.Writing;

namespace TenantLLM.Storage.StoredCompletions;

internal sealed class StoredCompletionStore(StoreReader reads, WriteQueue writes) : IStoredCompletionStore
{
    public Task<StoredCompletionRow?> FindAsync(string projectId, string id, CancellationToken cancellationToken) => reads.ReadAsync(
        context => context.StoredCompletions.SingleOrDefaultAsync(row => row.ProjectId == projectId && row.Id == id, cancellationToken),
        cancellationToken);

    public Task<StoredCompletionRowPage> ListAsync(string projectId, StoredCompletionFilter filter, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            async context =>
            {
                var rows = new List<StoredCompletionRow>();
                var characters = 0L;
                await foreach (var row in Query(context, projectId, filter).AsAsyncEnumerable().WithCancellation(cancellationToken))
                {
                    if (rows.Count == filter.Limit || characters > filter.MostCharacters)
                        return new StoredCompletionRowPage(rows, HasMore: true);
                    rows.Add(row);
                    characters += row.Choices.Length;
                }

                return new StoredCompletionRowPage(rows, HasMore: false);
            },
            cancellationToken);

    public Task UpdateAsync(StoredCompletionChange change, CancellationToken cancellationToken) => writes.WriteAsync(
        context =>
        {
            RemoveTags(context, change.Row, change.RemovedKeys.Except(change.AddedTags.Select(tag => tag.Key)));
            context.Attach(change.Row).Property(row => row.Metadata).IsModified = true;
            foreach (var tag in change.AddedTags)
                context.Entry(tag).State = change.RemovedKeys.Contains(tag.Key) ? EntityState.Modified : EntityState.Added;
        },
        cancellationToken);

    public Task RemoveAsync(StoredCompletionRow row, IReadOnlyList<string> keys, CancellationToken cancellationToken) => writes.WriteAsync(
        context =>
        {
            RemoveTags(context, row, keys);
            context.Remove(row);
        },
        cancellationToken);

    private static void RemoveTags(StoreContext context, StoredCompletionRow row, IEnumerable<string> keys) =>
        context.RemoveRange(keys.Select(key => new StoredCompletionTagRow
        {
            ProjectId = row.ProjectId,
            CompletionId = row.Id,
            Key = key,
            Value = "",
        }));

    private static IQueryable<StoredCompletionRow> Query(StoreContext context, string projectId, StoredCompletionFilter filter)
    {
        var rows = context.StoredCompletions.Where(row => row.ProjectId == projectId);
        if (filter.Model is { } model)
            rows = rows.Where(row => row.Model == model);
        foreach (var (key, value) in filter.Metadata)
        {
            rows = rows.Where(row => context.StoredCompletionTags
                .Where(tag => tag.ProjectId == projectId && tag.Key == key && tag.Value == value)
                .Select(tag => tag.CompletionId)
                .Contains(row.Id));
        }

        if (filter.After is { } after)
            rows = rows.After(after, filter.IsDescending);
        var ordered = filter.IsDescending
            ? rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id)
            : rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id);
        return ordered.Take(filter.Limit + 1);
    }
}
