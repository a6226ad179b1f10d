using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Reading;
using TenantLLM.Storage.Writing;

namespace TenantLLM.Storage.ProjectData;

internal sealed class ProjectDataStore(StoreReader reads, WriteQueue writes) : IProjectDataStore
{
    /// <summary>Rows of one deletion: a few milliseconds, in which nobody else writes.</summary>
    private const int Batch = 200;

    public Task<ExportedRows> ExportAsync(string projectId, ExportPlace? place, CancellationToken cancellationToken) =>
        reads.ReadAsync(context => new ExportReader(context, projectId).ReadAsync(place, cancellationToken), cancellationToken);

    public async Task<int> EraseAsync(string projectId, bool includeUsage, CancellationToken cancellationToken)
    {
        var erased = 0;
        await writes.WriteAsync(context => erased = Erase(context, projectId, includeUsage), cancellationToken);
        return erased;
    }

    public async Task<bool> ScrubAsync(CancellationToken cancellationToken)
    {
        // What SQLite deletes is overwritten already (SecureDelete). Copies that it left where a row was moved from go with the file's rebuilding,
        // and what the log of changes has with its end.
        var isDone = true;
        await writes.WriteAsync(context => isDone = !context.Database.IsSqlite() || IsRebuilt(context), cancellationToken);
        return isDone;
    }

    public Task<ProjectErasureRow?> FindErasureAsync(string projectId, CancellationToken cancellationToken) => reads.ReadAsync(
        context => context.ProjectErasures.SingleOrDefaultAsync(row => row.ProjectId == projectId, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<string>> ListUnfinishedErasuresAsync(CancellationToken cancellationToken) => await reads.ReadAsync(
        context => context.ProjectErasures.Where(row => row.CompletedAt == null).Select(row => row.ProjectId).ToListAsync(cancellationToken),
        cancellationToken);

    public async Task SaveErasureAsync(ProjectErasureRow erasure, CancellationToken cancellationToken)
    {
        var isKnown = await FindErasureAsync(erasure.ProjectId, cancellationToken) is not null;
        await writes.WriteAsync(
            context => context.Entry(erasure).State = isKnown ? EntityState.Modified : EntityState.Added, cancellationToken);
    }

    /// <summary>A statement of its own, committed by itself: a commit that is tried again deletes what is left.</summary>
    private static int Erase(StoreContext context, string projectId, bool includeUsage)
    {
        foreach (var table in ProjectTable.Of(context.Model).Where(table => table.Kept is null || (includeUsage && table.Kept.IsUsage)))
        {
            var erased = context.Execute(table.DeletionOf(Batch), [KeyValuePair.Create<string, object>("project", projectId)]);
            if (erased > 0)
                return erased;
        }

        return 0;
    }

    private static bool IsRebuilt(StoreContext context)
    {
        context.Database.OpenConnection();
        using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = "VACUUM";
        command.ExecuteNonQuery();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        using var result = command.ExecuteReader();
        return result.Read() && result.GetInt64(0) == 0;
    }
}
