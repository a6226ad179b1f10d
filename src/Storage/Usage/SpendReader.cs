using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Reading;

namespace TenantLLM.Storage.Usage;

internal sealed class SpendReader(StoreReader reads) : ISpendReader
{
    private const long SecondsOfHour = 3_600;

    public async Task<decimal> ReadSpendAsync(string projectId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var hour = since.ToUnixTimeSeconds() / SecondsOfHour * SecondsOfHour;
        var costs = await reads.ReadAsync(
            context => context.UsageProjectHours
                .Where(row => row.ProjectId == projectId && row.Hour >= hour)
                .Select(row => row.InputCost + row.CachedCost + row.OutputCost)
                .ToListAsync(cancellationToken),
            cancellationToken);
        return Picounits.ToUnits(costs.Aggregate(Int128.Zero, (sum, cost) => sum + cost));
    }
}
