using Orleans.Concurrency;
using TenantLLM.Grains.Abstractions.Usage;
using TenantLLM.Storage.Usage;

namespace TenantLLM.Grains.Usage;

/// <summary>Reads the ledger for administrators, on whichever silo is asked.</summary>
[StatelessWorker(1), Reentrant]
internal sealed class UsageGrain(IUsageStore store) : Grain, IUsageGrain
{
    private const int PageRows = 500;

    public async Task<UsageReport> ReportAsync(UsageReportRequest request)
    {
        var page = await store.ReadAsync(request.ToFilter(), CancellationToken.None);
        return new UsageReport([.. page.Groups.Select(group => group.ToSum())], page.Until);
    }

    public async Task<LedgerPage> ListAsync(LedgerRequest request)
    {
        var range = new UsageRange(request.From.ToUnixTimeMilliseconds(), request.Until.ToUnixTimeMilliseconds(), request.ProjectIds);
        var after = request.After is { } place ? new UsagePlace(place.EndedAt, place.ProjectId, place.ResponseId, place.Part) : null;
        var rows = await store.ListAsync(range, after, PageRows, CancellationToken.None);
        var next = rows.Count < PageRows ? null
            : new LedgerPlace(rows[^1].EndedAt, rows[^1].ProjectId, rows[^1].ResponseId, rows[^1].Part);
        return new LedgerPage([.. rows.Select(row => row.ToLedger())], next);
    }
}
