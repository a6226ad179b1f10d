using System.Globalization;
using System.Text.Json.Nodes;
using TenantLLM.Acceptance.Dashboards;
using TenantLLM.Acceptance.Prometheus;
using TenantLLM.EndToEnd;
using TenantLLM.EndToEnd.Administration;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Acceptance.Load;

/// <summary>A cluster of two silos and two Api nodes under the load of three tenants, as a Prometheus has seen it.</summary>
public sealed class AcceptanceRun : IAsyncLifetime
{
    /// <summary>What Grafana puts in the place of its variables here.</summary>
    private const string RateInterval = "15s";

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private ClusterServers? _cluster;
    private PrometheusServer? _prometheus;

    internal PrometheusServer Prometheus => _prometheus!;

    /// <summary>A quiet tenant, one that meets its limits, and one that leaves answers and asks for models that are not there.</summary>
    internal IReadOnlyList<TenantLoad> Tenants { get; private set; } = [];

    /// <summary>An admin's client.</summary>
    internal HttpClient Admin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (AcceptanceFactAttribute.MissingPart is not null)
            return;
        _cluster = await ClusterServers.StartAsync((_, folder) =>
        [
            .. TalkativeModel.Settings(folder),
            "--Administration:Key", StandaloneServer.AdminKey,
            "--Models:0:Price:Input", "3", "--Models:0:Price:Output", "15",
            "--Limits:Project:TokensPerMinute", "1000000",
        ]);
        _prometheus = await PrometheusServer.StartAsync(
            [
                new("tenantllm-silo", "silo-1", AddressOf("silo-1")),
                new("tenantllm-silo", "silo-2", AddressOf("silo-2")),
                new("tenantllm-api", "api-1", AddressOf("api-1")),
                new("tenantllm-api", "api-2", AddressOf("api-2")),
            ],
            Workspace.InRepository("dashboards", "alerts.yml"));
        Admin = _cluster.Apis[0].Client(StandaloneServer.AdminKey);
        Tenants = [await NewTenantAsync("quiet"), await NewTenantAsync("limited"), await NewTenantAsync("restless")];
        await Admin.CallAsync(
            HttpMethod.Post, $"{KeyCalls.Organization}/projects/{Tenants[1].Project}/rate_limits/rl-demo", """{"max_requests_per_1_minute":20}""");
        await Admin.CallAsync(
            HttpMethod.Post,
            $"{KeyCalls.Organization}/projects/{Tenants[0].Project}/spend_limit",
            """{"threshold_amount":100000,"currency":"USD","interval":"month"}""");
        await RunLoadAsync();
    }

    /// <summary>A dashboard's query with its variables filled in.</summary>
    internal string Fill(string query) => query
        .Replace("$__rate_interval", RateInterval, StringComparison.Ordinal)
        .Replace("$__range", $"{Duration.TotalSeconds.ToString(CultureInfo.InvariantCulture)}s", StringComparison.Ordinal)
        .Replace("$tenant", Tenants[0].Project, StringComparison.Ordinal)
        .Replace("$model", ".*", StringComparison.Ordinal);

    /// <summary>What each panel of a dashboard showed over the run, for pictures.</summary>
    internal async Task<JsonObject> RecordAsync(Dashboard dashboard)
    {
        var (to, from) = (TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow() - Duration);
        var record = new JsonObject();
        foreach (var query in dashboard.Panels.SelectMany(panel => panel.Queries).Distinct())
            record[query] = await Prometheus.QueryRangeAsync(Fill(query), from, to);
        return record;
    }

    public async Task DisposeAsync()
    {
        Admin?.Dispose();
        if (_prometheus is not null)
            await _prometheus.DisposeAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    private string AddressOf(string name) => new Uri(_cluster!.OperatorsOf(name)).Authority;

    private async Task<TenantLoad> NewTenantAsync(string name)
    {
        var project = (string)(await Admin.CreateProjectAsync(name))["id"]!;
        return new TenantLoad(project, (await Admin.CreateKeyAsync(project)).Value, [.. _cluster!.Apis]);
    }

    private async Task RunLoadAsync()
    {
        using var until = new CancellationTokenSource(Duration);
        await Task.WhenAll(Tenants.Select(tenant => tenant.RunAsync(leavesSome: tenant == Tenants[2], until.Token)));

        // What was left is over when nothing runs any more; then two scrapes.
        await Waiting.UntilAsync(
            async () => (await Prometheus.QueryAsync("sum(tenantllm_scheduler_running) + sum(tenantllm_scheduler_waiting)")).All(sum => sum.Value == 0),
            Patience,
            "nothing runs any more");
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
    }
}
