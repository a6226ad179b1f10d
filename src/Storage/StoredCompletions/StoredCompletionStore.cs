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

    /// <summary>Each query walks an index that ends with the id, so that a page costs the same wherever it is.</summary>
    private static IQueryable<StoredCompletionRow> Query(StoreContext context, string projectId, StoredCompletionFilter filter)
    {
        var found = filter.Metadata.Count == 0
            ? context.StoredCompletions.Where(row => row.ProjectId == projectId).Select(row => new Found { Id = row.Id, Row = row })
            : Tagged(context, projectId, filter.Metadata[0]);
        if (filter.Model is { } model)
            found = found.Where(one => one.Row.Model == model);
        foreach (var (key, value) in filter.Metadata.Skip(1))
        {
            found = found.Where(one => context.StoredCompletionTags.Any(
                tag => tag.ProjectId == projectId && tag.CompletionId == one.Id && tag.Key == key && tag.Value == value));
        }

        if (filter.After is { } after)
        {
            found = filter.IsDescending
                ? found.Where(one => string.Compare(one.Id, after) < 0)
                : found.Where(one => string.Compare(one.Id, after) > 0);
        }

        var ordered = filter.IsDescending ? found.OrderByDescending(one => one.Id) : found.OrderBy(one => one.Id);
        return ordered.Take(filter.Limit + 1).Select(one => one.Row);
    }

    private static IQueryable<Found> Tagged(StoreContext context, string projectId, KeyValuePair<string, string> pair)
    {
        var (key, value) = pair;
        return context.StoredCompletionTags
            .Where(tag => tag.ProjectId == projectId && tag.Key == key && tag.Value == value)
            .Join(
                context.StoredCompletions.Where(row => row.ProjectId == projectId),
                tag => tag.CompletionId,
                row => row.Id,
                (tag, row) => new Found { Id = tag.CompletionId, Row = row });
    }

    /// <summary>A row with its id as the index has it that found it.</summary>
    private sealed class Found
    {
        public required string Id { get; init; }

        public required StoredCompletionRow Row { get; init; }
    }
}
