using TenantLLM.Grains.Abstractions.Placement;

namespace TenantLLM.Grains.Placement;

internal sealed class ModelHostsGrain(TimeProvider clock) : Grain, IModelHostsGrain
{
    /// <summary>A silo that said nothing for so long is not counted on.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    private readonly Dictionary<SiloAddress, (SiloReport Report, long At)> _reports = [];

    public Task<ImmutableArray<SiloReport>> ReportAsync(SiloReport report)
    {
        _reports[report.Silo] = (report, clock.GetTimestamp());
        foreach (var (silo, last) in _reports)
        {
            if (clock.GetElapsedTime(last.At) > Memory)
                _reports.Remove(silo);
        }

        return Task.FromResult<ImmutableArray<SiloReport>>([.. _reports.Values.Select(last => last.Report)]);
    }
}
