using System.Net;
using TenantLLM.Grains.Abstractions.Models;
using TenantLLM.Grains.Abstractions.Placement;
using TenantLLM.Grains.Placement;
using Xunit;

namespace TenantLLM.Unit.Grains.Placement;

public sealed class ModelHostsTests
{
    private static readonly SiloAddress[] Silos =
        [.. Enumerable.Range(1, 4).Select(number => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, number), 1))];

    private readonly ModelHosts _hosts = new();

    [Fact]
    public void Grain_IsPlacedWhereItsModelIs()
    {
        Hear(Report(0, "a"), Report(1, "a", "b"), Report(2, "b"));
        Assert.All(Grains(50), grain => Assert.Contains(Choose(grain, "a"), Silos[..2]));
        Assert.All(Grains(50), grain => Assert.Contains(Choose(grain, "b"), Silos[1..3]));
        Assert.Null(Choose(Grains(1)[0], "c"));
        Assert.NotNull(Choose(Grains(1)[0], null));
    }

    [Fact]
    public void Grain_FindsItsSiloAgain_WhateverOtherSilosComeAndGo()
    {
        Hear(Report(0, "a"), Report(1, "a"), Report(2, "a"));
        var before = Grains(200).ToDictionary(grain => grain, grain => Choose(grain, "a"));

        Hear(Report(2, "a"), Report(0, "a"));
        Assert.All(before.Where(entry => !entry.Value!.Equals(Silos[1])), entry => Assert.Equal(entry.Value, Choose(entry.Key, "a")));
    }

    [Fact]
    public void Grains_AreSpread()
    {
        Hear(Report(0, "a"), Report(1, "a"));
        var first = Grains(400).Count(grain => Silos[0].Equals(Choose(grain, "a")));
        Assert.InRange(first, 140, 260);
    }

    [Fact]
    public void FullSilo_IsPassedByWhileAnotherHasPlaces()
    {
        Hear(Report(0, false, ("a", 8, 8)), Report(1, false, ("a", 7, 1000)));
        Assert.All(Grains(50), grain => Assert.Equal(Silos[1], Choose(grain, "a")));

        Hear(Report(0, false, ("a", 16, 8)), Report(1, false, ("a", 1500, 1000)));
        Assert.Equal(Silos[1], Choose(Grains(1)[0], "a"));
    }

    [Fact]
    public void ManyGrainsAtOnce_FillEverySilo()
    {
        Hear(Report(0, false, ("a", 0, 16)), Report(1, false, ("a", 0, 16)));
        var chosen = Grains(32).Select(grain => Choose(grain, "a")!).CountBy(silo => silo).ToDictionary();
        Assert.Equal(16, chosen[Silos[0]]);
        Assert.Equal(16, chosen[Silos[1]]);
    }

    [Fact]
    public void SiloThatDrains_OrIsNoCandidate_GetsNothing()
    {
        Hear(Report(0, true, ("a", 0, 8)), Report(1, "a"), Report(2, "a"));
        Assert.All(Grains(50), grain => Assert.Equal(Silos[1], _hosts.Choose(grain, "a", silo => !silo.Equals(Silos[2]))));
    }

    [Fact]
    public void Elsewhere_IsWhatOthersServe()
    {
        Hear(Report(0, "a", "b"), Report(1, "b", "c"));
        Assert.Equal(["b", "c"], _hosts.Elsewhere(Silos[0]).Select(model => model.Id));
    }

    private static List<GrainId> Grains(int count) => [.. Enumerable.Range(0, count).Select(number => GrainId.Create("session", $"proj_1/conv_{number}"))];

    private static SiloReport Report(int silo, params string[] models) => Report(silo, false, [.. models.Select(model => (model, 0, 100_000))]);

    private static SiloReport Report(int silo, bool isDraining, params (string Model, int InUse, int Places)[] models) => new(
        Silos[silo],
        isDraining,
        [.. models.Select(model => new HostedModel(new ModelDescription(model.Model, default) { Owner = "us" }, model.InUse, model.Places))]);

    private void Hear(params SiloReport[] reports) => _hosts.Update(reports);

    private SiloAddress? Choose(GrainId grain, string? model) => _hosts.Choose(grain, model, _ => true);
}
