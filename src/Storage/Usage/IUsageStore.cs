namespace TenantLLM.Storage.Usage;

/// <summary>The ledger on disk, and its sums.</summary>
public interface IUsageStore
{
    /// <summary>Writes a row; complete when it is on disk. One that is there already is left as it is.</summary>
    Task AddAsync(UsageRow row, CancellationToken cancellationToken);

    /// <summary>Reads sums, bucket after bucket. Where there are very many it ends early, with a whole bucket.</summary>
    Task<UsageSumsPage> ReadAsync(UsageFilter filter, CancellationToken cancellationToken);

    /// <summary>Reads rows in the order of their ends.</summary>
    /// <param name="range">Which.</param>
    /// <param name="after">The row to begin after; null: at the beginning.</param>
    /// <param name="limit">The most rows.</param>
    Task<IReadOnlyList<UsageRow>> ListAsync(UsageRange range, UsagePlace? after, int limit, CancellationToken cancellationToken);
}

/// <summary>Rows of the ledger.</summary>
/// <param name="From">Unix milliseconds, inclusive.</param>
/// <param name="Until">Unix milliseconds, exclusive.</param>
/// <param name="ProjectIds">Of these projects; empty: of all.</param>
public sealed record UsageRange(long From, long Until, IReadOnlyList<string> ProjectIds);

/// <summary>A place among the rows of the ledger in the order of their ends.</summary>
public sealed record UsagePlace(long EndedAt, string ProjectId, string ResponseId, int Part);
