using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Text;
using TenantLLM.Grains.Abstractions.Models;
using TenantLLM.Grains.Abstractions.Placement;

namespace TenantLLM.Grains.Placement;

/// <summary>The silos and their models as this silo knows them, a second old at most.</summary>
internal sealed class ModelHosts
{
    private volatile Snapshot _last = new([]);

    public void Update(IReadOnlyList<SiloReport> reports) => _last = new Snapshot(reports);

    public bool HasOthers(SiloAddress here) => _last.Reports.Any(report => !report.Silo.Equals(here));

    /// <summary>The models that other silos serve.</summary>
    public IEnumerable<ModelDescription> Elsewhere(SiloAddress here) =>
        from report in _last.Reports
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
        var last = _last;
        var hosts = last.Reports
            .Where(report => !report.IsDraining && isCandidate(report.Silo) && (model is null || report.Models.Any(hosted => hosted.Description.Id == model)))
            .OrderByDescending(report => Weight(grain, report.Silo))
            .ToList();
        var chosen = (hosts.Find(host => last.Use(host, model) < 1) ?? hosts.MinBy(host => last.Use(host, model)))?.Silo;
        if (chosen is not null)
            last.Sent.AddOrUpdate(chosen, 1, static (_, count) => count + 1);
        return chosen;
    }

    private static ulong Weight(GrainId grain, SiloAddress silo) =>
        XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{grain.Key} {silo.Endpoint}"));

    /// <summary>What was heard last, and where grains were sent since: many may come in the second until more is heard.</summary>
    private sealed record Snapshot(IReadOnlyList<SiloReport> Reports)
    {
        public ConcurrentDictionary<SiloAddress, int> Sent { get; } = [];

        /// <summary>How much of a silo's places are taken; 1 and more: a request would wait.</summary>
        public double Use(SiloReport report, string? model)
        {
            var models = report.Models.Where(hosted => model is null || hosted.Description.Id == model).ToList();
            double taken = models.Sum(hosted => hosted.InUse) + Sent.GetValueOrDefault(report.Silo);
            return taken / Math.Max(1, models.Sum(hosted => hosted.Places));
        }
    }
}
