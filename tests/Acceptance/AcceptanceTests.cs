using System.Globalization;
using System.Text;
using TenantLLM.Acceptance.Dashboards;
using TenantLLM.Acceptance.Load;
using TenantLLM.Acceptance.Prometheus;
using TenantLLM.EndToEnd.Administration;
using TenantLLM.EndToEnd.Http;
using TenantLLM.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.Acceptance;

/// <summary>That dashboards show something, that what they show is true, and that this test would notice if not.</summary>
public sealed class AcceptanceTests(AcceptanceRun run, ITestOutputHelper output) : IClassFixture<AcceptanceRun>
{
    [AcceptanceFact]
    public async Task Panels_OfEveryDashboard_ShowAValue()
    {
        var (table, empty) = (new StringBuilder(), new List<string>());
        foreach (var dashboard in Dashboard.All)
        {
            foreach (var panel in dashboard.Panels.Where(panel => !panel.IsRow))
            {
                foreach (var query in panel.Queries)
                {
                    var samples = await run.Prometheus.QueryAsync(run.Fill(query));
                    var value = samples.Count == 0 ? "NOTHING" : samples[0].Value.ToString("0.####", CultureInfo.InvariantCulture);
                    table.AppendLine(CultureInfo.InvariantCulture, $"{dashboard.Name,-13} {panel.Title,-34} {samples.Count,4} {value,14}");
                    if (samples.Count == 0)
                        empty.Add($"{dashboard.Name}: {panel.Title}: {query}");
                }
            }

            await WriteAsync($"{dashboard.Name}.json", (await run.RecordAsync(dashboard)).ToJsonString());
        }

        output.WriteLine($"{"dashboard",-13} {"panel",-34} {"series",4} {"first value",12}\n{table}");
        await WriteAsync("panels.txt", table.ToString());
        Assert.Empty(empty);
    }

    [AcceptanceFact]
    public async Task Variables_OfEveryDashboard_HaveValues()
    {
        foreach (var (dashboard, variable) in Dashboard.All.SelectMany(each => each.Variables.Where(variable => variable.IsQuery).Select(variable => (each, variable))))
        {
            var (series, label) = variable.Values;
            var values = await run.Prometheus.LabelValuesAsync(run.Fill(series), label);
            Assert.True(values.Count > 0, $"{dashboard.Name}: there is nothing to choose from for '{variable.Name}'");
            output.WriteLine($"{dashboard.Name}: {variable.Name}: {string.Join(", ", values)}");
        }
    }

    [AcceptanceFact]
    public async Task Metrics_OfDashboardsAndAlerts_AreKnown()
    {
        var known = await run.Prometheus.MetricsAsync();
        Assert.DoesNotContain(MetricsInUse(), metric => !KnownMetrics.Has(metric, known));
    }

    [AcceptanceFact]
    public async Task Metrics_OneOfWhichIsRenamed_AreNoticed()
    {
        var known = await run.Prometheus.MetricsAsync();
        foreach (var metric in MetricsInUse())
        {
            Assert.False(KnownMetrics.Has($"{metric}_renamed", known), $"another name of {metric} would go unnoticed");
        }
    }

    [AcceptanceFact]
    public async Task TokenCounters_AreWhatTheClientsWereTold()
    {
        foreach (var tenant in run.Tenants.Where(tenant => !tenant.HasLeft))
        {
            Assert.Equal(
                tenant.Told,
                (await CountedAsync("input_tokens", tenant), await CountedAsync("cache_read_input_tokens", tenant), await CountedAsync("output_tokens", tenant)));
        }
    }

    [AcceptanceFact]
    public async Task TokenCounters_OfAnswersThatWereLeft_AreWhatTheLedgerHas()
    {
        var tenant = Assert.Single(run.Tenants, tenant => tenant.HasLeft);
        var since = TimeProvider.System.GetUtcNow().AddDays(-1).ToUnixTimeSeconds();
        var (input, output) = (0L, 0L);
        foreach (var kind in new[] { "completions", "embeddings" })
        {
            var page = await run.Admin.CallAsync(
                HttpMethod.Get, $"{KeyCalls.Organization}/usage/{kind}?start_time={since}&bucket_width=1d&limit=31&project_ids[]={tenant.Project}");
            var results = page["data"]!.AsArray().SelectMany(bucket => bucket!["results"]!.AsArray()).ToArray();
            input += results.Sum(result => (long)result!["input_tokens"]!);
            output += results.Sum(result => (long?)result!["output_tokens"] ?? 0);
        }

        Assert.Equal((input, output), (await CountedAsync("input_tokens", tenant), await CountedAsync("output_tokens", tenant)));
        Assert.True(output > tenant.Told.Output);
    }

    [AcceptanceFact]
    public async Task Rejections_AreWhatTheClientsMet()
    {
        var tenant = run.Tenants[1];
        Assert.True(tenant.Refused > 0);
        var counted = await run.Prometheus.QueryAsync($"sum(tenantllm_ratelimit_rejections_total{{tenantllm_tenant_id=\"{tenant.Project}\"}})");
        Assert.Equal(tenant.Refused, Assert.Single(counted).Value);
    }

    [AcceptanceFact]
    public async Task Alerts_OfAHealthyCluster_AreSilent() =>
        Assert.Empty((await run.Prometheus.QueryAsync("ALERTS{alertstate=\"firing\"}")).Select(alert => (string)alert.Labels["alertname"]!));

    private static string[] MetricsInUse() =>
    [
        .. Dashboard.All.SelectMany(dashboard => dashboard.Panels).SelectMany(panel => panel.Queries).Concat(AlertRules.Expressions)
            .SelectMany(Dashboard.MetricsOf).Distinct(),
    ];

    private async Task<long> CountedAsync(string what, TenantLoad tenant)
    {
        var sum = await run.Prometheus.QueryAsync($"sum(tenantllm_usage_{what}_total{{tenantllm_tenant_id=\"{tenant.Project}\"}})");
        return (long)Assert.Single(sum).Value;
    }

    private static async Task WriteAsync(string name, string text)
    {
        var folder = Directory.CreateDirectory(Workspace.InRepository("artifacts", "acceptance"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text);
    }
}
