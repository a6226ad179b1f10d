using System.Text.RegularExpressions;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Acceptance.Dashboards;

/// <summary>What makes a dashboard good to read, and to provision.</summary>
public sealed partial class DashboardLintTests
{
    public static TheoryData<string> Names => [.. Dashboard.All.Select(dashboard => dashboard.Name)];

    [Fact]
    public void Dashboards_AreTheThree_WithIdsOfTheirOwn()
    {
        Assert.Equal(["cluster", "operator", "tenant-usage"], Dashboard.All.Select(dashboard => dashboard.Name));
        Assert.Equal(3, Dashboard.All.Select(dashboard => (string)dashboard.Json["uid"]!).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Panels_HaveIdsOfTheirOwn_AndDoNotOverlap(string name)
    {
        var panels = Find(name).Panels;
        Assert.Equal(panels.Count, panels.Select(panel => panel.Id).Distinct().Count());
        var cells = new HashSet<(int, int)>();
        foreach (var panel in panels)
        {
            var (x, y, width, height) = panel.Place;
            Assert.InRange(x + width, 1, 24);
            foreach (var row in Enumerable.Range(y, height))
                Assert.All(Enumerable.Range(x, width), column => Assert.True(cells.Add((column, row)), $"'{panel.Title}' lies on another panel"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Panels_SayWhatTheyShow_InAUnit_FromTheChosenSource(string name)
    {
        Assert.All(Find(name).Panels.Where(panel => !panel.IsRow), panel =>
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)panel.Json["description"]), $"'{panel.Title}' has no description");
            Assert.False(string.IsNullOrWhiteSpace((string?)panel.Json["fieldConfig"]!["defaults"]!["unit"]), $"'{panel.Title}' has no unit");
            Assert.Equal("${datasource}", (string?)panel.Json["datasource"]!["uid"]);
            Assert.All(panel.Json["targets"]!.AsArray(), target => Assert.Equal("${datasource}", (string?)target!["datasource"]!["uid"]));
            Assert.NotEmpty(panel.Queries);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Dashboard_BeginsWithAnOverview_AndChoosesItsSource(string name)
    {
        var dashboard = Find(name);
        Assert.Equal("datasource", dashboard.Variables[0].Name);
        Assert.StartsWith("Overview", dashboard.Panels[0].Title, StringComparison.Ordinal);
        Assert.All(dashboard.Panels.Skip(1).TakeWhile(panel => !panel.IsRow), panel => Assert.Equal("stat", panel.Type));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Links_LeadToDashboardsThatThereAre(string name)
    {
        var uids = Dashboard.All.Select(dashboard => (string)dashboard.Json["uid"]!).ToHashSet();
        var links = Link().Matches(Find(name).Json.ToJsonString()).Select(match => match.Groups["uid"].Value).ToArray();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Contains(link, uids));
    }

    [Fact]
    public void Alerts_LeadToRunbooksThatThereAre()
    {
        var headings = File.ReadLines(Workspace.InRepository("docs", "operations.md")).Where(line => line.StartsWith('#'))
            .Select(line => line.TrimStart('#', ' ').ToLowerInvariant().Replace(' ', '-')).ToHashSet();
        Assert.Equal(AlertRules.Names.Count, AlertRules.Runbooks.Distinct().Count());
        Assert.All(AlertRules.Runbooks, runbook =>
        {
            Assert.StartsWith("docs/operations.md#", runbook, StringComparison.Ordinal);
            Assert.Contains(runbook.Split('#')[1], headings);
        });
    }

    private static Dashboard Find(string name) => Dashboard.All.Single(dashboard => dashboard.Name == name);

    [GeneratedRegex("/d/(?<uid>[a-z-]+)")]
    private static partial Regex Link();
}
