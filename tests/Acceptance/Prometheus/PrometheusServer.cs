using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;

namespace TenantLLM.Acceptance.Prometheus;

/// <summary>Debian's Prometheus, which reads a cluster's operator ports every second.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly ServerProcess _process;
    private readonly HttpClient _client;

    private PrometheusServer(string configuration)
    {
        var address = $"127.0.0.1:{Ports.Free()}";
        File.WriteAllText(_folder.File("prometheus.yml"), configuration);
        _process = ServerProcess.StartProgram(
            "prometheus",
            [$"--config.file={_folder.File("prometheus.yml")}", $"--storage.tsdb.path={_folder.File("data")}", $"--web.listen-address={address}"],
            _folder.Root);
        _client = new HttpClient { BaseAddress = new Uri($"http://{address}") };
    }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="targets">What it reads.</param>
    /// <param name="rules">A file of alert rules.</param>
    public static async Task<PrometheusServer> StartAsync(IReadOnlyList<ScrapeTarget> targets, string rules)
    {
        var configuration = $"global: {{scrape_interval: 1s, evaluation_interval: 1s}}\nrule_files: ['{rules}']\nscrape_configs:\n"
            + string.Concat(targets.GroupBy(target => target.Job).Select(job => $"- job_name: {job.Key}\n  static_configs:\n{string.Concat(job)}"));
        var server = new PrometheusServer(configuration);
        await Waiting.UntilAsync(server.IsReadyAsync, Patience, $"Prometheus is ready.\n{server._process.Tail}");
        return server;
    }

    /// <summary>The values of an instant query; NaN is none.</summary>
    public async Task<IReadOnlyList<(JsonObject Labels, double Value)>> QueryAsync(string query) =>
    [
        .. (await GetAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}"))["result"]!.AsArray()
            .Select(sample => (
                sample!["metric"]!.AsObject(), double.Parse((string)sample["value"]![1]!, NumberStyles.Float, CultureInfo.InvariantCulture)))
            .Where(sample => !double.IsNaN(sample.Item2)),
    ];

    /// <summary>A query over time, as Prometheus answers it.</summary>
    public async Task<JsonArray> QueryRangeAsync(string query, DateTimeOffset from, DateTimeOffset to) => (await GetAsync(
        $"/api/v1/query_range?query={Uri.EscapeDataString(query)}&start={from.ToUnixTimeSeconds()}&end={to.ToUnixTimeSeconds()}&step=1"))["result"]!
        .DeepClone().AsArray();

    /// <summary>The values that a label has in some series.</summary>
    public async Task<IReadOnlyList<string>> LabelValuesAsync(string series, string label) =>
        [.. (await CallAsync($"/api/v1/label/{label}/values?match[]={Uri.EscapeDataString(series)}")).AsArray().Select(value => (string)value!)];

    /// <summary>The names of all metrics it knows.</summary>
    public async Task<HashSet<string>> MetricsAsync() =>
        [.. (await CallAsync("/api/v1/label/__name__/values")).AsArray().Select(value => (string)value!)];

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri("/-/ready", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<JsonObject> GetAsync(string path) => (await CallAsync(path)).AsObject();

    private async Task<JsonNode> CallAsync(string path)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!["data"]!
            : throw new InvalidOperationException($"Prometheus refused {Uri.UnescapeDataString(path)}: {text}");
    }
}

/// <summary>A process that a Prometheus reads.</summary>
/// <param name="Job">Its kind.</param>
/// <param name="Instance">What it is called on dashboards, where its address would say nothing.</param>
/// <param name="Address">Without a scheme.</param>
internal sealed record ScrapeTarget(string Job, string Instance, string Address)
{
    /// <returns>A line of <c>static_configs</c>.</returns>
    public override string ToString() => $"  - {{targets: ['{Address}'], labels: {{instance: '{Instance}'}}}}\n";
}
