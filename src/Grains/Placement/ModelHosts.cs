using System.IO.Hashing;
using System.Text;
using TenantLLM.Grains.Abstractions.Models;
using TenantLLM.Grains.Abstractions.Placement;

namespace TenantLLM.Grains.Placement;

/// <summary>The silos and their models as this silo knows them, a second old at most.</summary>
internal sealed class ModelHosts
{
    private volatile IReadOnlyList<SiloReport> _reports = [];

    public void Update(IReadOnlyList<SiloReport> reports) => _reports = reports;

    /// <summary>The models that other silos serve.</summary>
    public IEnumerable<ModelDescription> Elsewhere(SiloAddress here) =>
        from report in _reports
        where !report.Silo.Equals(here)
        from model in report.Models
        select model.Description;

    /// <summary>
    /// The silo for a grain: of those that host the model the first in an order of the grain's own that has a place free, else the least
    /// used one. So a grain finds its silo again after it was forgotten, and with it what is cached there.
    /// </summary>
    /// <param name="grain">The grain.</param>
    /// <param name="model">What it is about to be asked for; null: not known.</param>
    /// <param name="isCandidate">Whether a silo could have it.</param>
    /// <returns>Null where none of them hosts the model and takes requests.</returns>
    public SiloAddress? Choose(GrainId grain, string? model, Func<SiloAddress, bool> isCandidate)
    {
        var hosts = _reports
            .Where(report => !report.IsDraining && isCandidate(report.Silo) && (model is null || Find(report, model) is not null))
            .OrderByDescending(report => Weight(grain, report.Silo))
            .ToList();
        return (hosts.Find(host => Use(host, model) < 1) ?? hosts.MinBy(host => Use(host, model)))?.Silo;
    }

    private static HostedModel? Find(SiloReport report, string model)
    {
        foreach (var hosted in report.Models)
        {
            if (hosted.Description.Id == model)
                return hosted;
        }

        return null;
    }

    /// <summary>How much of a silo's places are taken; 1 and more: a request would wait.</summary>
    private static double Use(SiloReport report, string? model) => model is null
        ? report.Models.Sum(hosted => (double)hosted.InUse) / Math.Max(1, report.Models.Sum(hosted => hosted.Places))
        : Find(report, model) is { } found ? (double)found.InUse / Math.Max(1, found.Places) : 1;

    private static ulong Weight(GrainId grain, SiloAddress silo) =>
        XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{grain.Key} {silo.Endpoint}"));
}
