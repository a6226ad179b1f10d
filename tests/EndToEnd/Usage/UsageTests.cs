using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Usage;

/// <summary>What an administrator reads after some requests: the ledger, usage and costs.</summary>
public sealed class UsageTests : IAsyncLifetime, IDisposable
{
    private const string Usage = "usage/completions";

    private static readonly string[] Prices =
        ["--Models:0:Path", Workspace.InRepository("models", "demo", "demo.gguf"), "--Models:0:Price:Input", "0.15", "--Models:0:Price:CachedInput", "0.075", "--Models:0:Price:Output", "0.6"];

    private readonly TemporaryFolder _folder = new();
    private StandaloneServer _server = null!;
    private HttpClient _client = null!;

    [Fact]
    public async Task Ledger_AfterEveryKindOfAnswer_HasWhatTheClientsWereTold()
    {
        var chat = await AskAsync("/v1/chat/completions", """{"model":"demo","messages":[{"role":"user","content":"Hi"}],"max_tokens":5}""");
        var unstored = await AskAsync(
            "/v1/chat/completions", """{"model":"demo","messages":[{"role":"user","content":"Hi"}],"max_tokens":5,"store":false,"n":3}""");
        var text = await AskAsync("/v1/completions", """{"model":"demo","prompt":["One","Two","Three"],"max_tokens":4}""");
        var response = await AskAsync("/v1/responses", """{"model":"demo","input":"Hi","max_output_tokens":16}""");
        var kept = await AskAsync("/v1/responses", """{"model":"demo","input":"Hi","max_output_tokens":16,"store":false}""");
        var embeddings = await AskAsync("/v1/embeddings", """{"model":"demo","input":["One","Two"]}""");
        await _client.FailAsync(HttpMethod.Post, "/v1/chat/completions", """{"model":"none","messages":[{"role":"user","content":"Hi"}]}""");

        var ledger = await _server.LedgerAsync();
        foreach (var (answer, input, output) in new[]
        {
            (chat, "prompt_tokens", "completion_tokens"), (unstored, "prompt_tokens", "completion_tokens"),
            (text, "prompt_tokens", "completion_tokens"), (response, "input_tokens", "output_tokens"), (kept, "input_tokens", "output_tokens"),
        })
        {
            var rows = ledger.Where(row => row.Id == (string?)answer["id"]).ToList();
            Assert.Equal((int)answer["usage"]![input]!, rows.Sum(row => row.Input));
            Assert.Equal((int)answer["usage"]![output]!, rows.Sum(row => row.Output));
            Assert.All(rows, row => Assert.Equal("completed", row.Outcome));
        }

        Assert.Equal(8, ledger.Count);
        var embedded = Assert.Single(ledger, row => row.Id.StartsWith("embd-", StringComparison.Ordinal));
        Assert.Equal((int)embeddings["usage"]!["prompt_tokens"]!, embedded.Input);
        Assert.All(ledger, row => Assert.Equal(
            (((row.Input - row.Cached) * 0.15m) + (row.Cached * 0.075m) + (row.Output * 0.6m)) / 1_000_000, row.Cost));

        var usage = Assert.Single(await _server.ReportAsync(Usage));
        var generated = ledger.Where(row => row != embedded).ToList();
        Assert.Equal(
            (generated.Sum(row => row.Input), generated.Sum(row => row.Cached), generated.Sum(row => row.Output), 5),
            ((int)usage["input_tokens"]!, (int)usage["input_cached_tokens"]!, (int)usage["output_tokens"]!, (int)usage["num_model_requests"]!));
        Assert.Equal(embedded.Input, (int)Assert.Single(await _server.ReportAsync("usage/embeddings"))["input_tokens"]!);

        var costs = await _server.ReportAsync("costs", "&group_by=line_item&group_by=project_id");
        Assert.Equal(ledger.Sum(row => row.Cost), costs.Sum(result => (decimal)result["amount"]!["value"]!));
        Assert.Contains("demo, output", costs.Select(result => (string?)result["line_item"]));
        Assert.Equal(ledger.Sum(row => row.Cost), (decimal)Assert.Single(await _server.ReportAsync("costs"))["amount"]!["value"]!);
        var grouped = Assert.Single(await _server.ReportAsync(Usage, "&group_by=model&group_by=api_key_id&group_by=batch&bucket_width=1h&limit=168"));
        Assert.Equal("demo", (string?)grouped["model"]);
        Assert.StartsWith("key_", (string?)grouped["api_key_id"], StringComparison.Ordinal);
        Assert.False((bool)grouped["batch"]!);
        Assert.Equal((int)usage["output_tokens"]!, (await _server.ReportAsync(Usage, "&bucket_width=1m&limit=1440")).Concat(
            await _server.ReportAsync(Usage, "&bucket_width=1m&limit=1440&page=" + await LastPageAsync())).Sum(result => (int)result["output_tokens"]!));
        Assert.Empty(await _server.ReportAsync(Usage, "&batch=true"));
        Assert.Empty(await _server.ReportAsync(Usage, "&project_ids=proj_none"));
    }

    [Fact]
    public async Task Usage_InPages_CoversEveryBucketOnce()
    {
        using var admin = _server.Client(StandaloneServer.AdminKey);
        var starts = new List<long>();
        var page = "";
        do
        {
            var answer = await admin.CallAsync(
                HttpMethod.Get, $"/v1/organization/usage/completions?start_time=86400&end_time=1036800&limit=5{page}");
            starts.AddRange(answer["data"]!.AsArray().Select(bucket => (long)bucket!["start_time"]!));
            Assert.Equal((bool)answer["has_more"]!, answer["next_page"] is not null);
            page = answer["next_page"] is { } next ? $"&page={next}" : "";
        }
        while (page.Length > 0);
        Assert.Equal(Enumerable.Range(1, 11).Select(day => day * 86_400L), starts);
    }

    [Theory]
    [InlineData("usage/completions?start_time=x", "start_time")]
    [InlineData("usage/embeddings?start_time=1&group_by=batch", "group_by")]
    [InlineData("costs?start_time=1&bucket_width=1h", "bucket_width")]
    [InlineData("usage/ledger.csv", "start_time")]
    public async Task Report_FaultyParameter_IsRefusedByName(string route, string parameter)
    {
        using var admin = _server.Client(StandaloneServer.AdminKey);
        var error = await admin.FailAsync(HttpMethod.Get, $"/v1/organization/{route}");
        Assert.Equal((400, parameter), (error.Status, error.Param));
    }

    [Theory]
    [InlineData("usage/completions?start_time=1")]
    [InlineData("usage/embeddings?start_time=1")]
    [InlineData("costs?start_time=1")]
    [InlineData("usage/ledger.csv?start_time=1")]
    public async Task Report_WithATenantsKey_IsRefused(string route)
    {
        using var tenant = _server.Client(_server.Key);
        Assert.InRange((await tenant.FailAsync(HttpMethod.Get, $"/v1/organization/{route}")).Status, 401, 403);
    }

    public async Task InitializeAsync()
    {
        _server = await StandaloneServer.StartAsync(_folder.Root, Prices);
        _client = _server.TenantClient();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    private static Task<string> LastPageAsync()
    {
        var first = (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 86_400) / 60 * 60;
        return Task.FromResult($"page_{first + (1440 * 60):x}");
    }

    private async Task<JsonObject> AskAsync(string route, string body) => await _client.CallAsync(HttpMethod.Post, route, body);
}
