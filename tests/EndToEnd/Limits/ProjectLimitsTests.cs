using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Administration;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Limits;

public sealed class ProjectLimitsTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly byte[] WebhookKey = RandomNumberGenerator.GetBytes(32);

    private readonly TemporaryFolder _folder = new();
    private readonly WebhookReceiver _webhooks = new();
    private StandaloneServer _server = null!;
    private HttpClient _admin = null!;

    [Fact]
    public async Task RateLimit_OfOneProject_HoldsAtOnceAndAfterARestart()
    {
        var (project, key) = await NewProjectAsync();
        var limits = $"{KeyCalls.Organization}/projects/{project}/rate_limits";
        var listed = Assert.Single((await _admin.CallAsync(HttpMethod.Get, limits))["data"]!.AsArray())!;
        Assert.Equal(("rl-demo", "demo"), ((string?)listed["id"], (string?)listed["model"]));
        Assert.Equal(1_000_000_000_000, (long)listed["max_requests_per_1_minute"]!);

        using var tenant = _server.Client(key);
        await tenant.AnswerAsync(ChatCalls.Request("Hello!"));
        var changed = await _admin.CallAsync(HttpMethod.Post, $"{limits}/rl-demo", """{"max_requests_per_1_minute":1}""");
        Assert.Equal(1, (long)changed["max_requests_per_1_minute"]!);
        await tenant.AnswerAsync(ChatCalls.Request("Hello!"));
        await AssertRefusedAsync(tenant, 429, "rate_limit_exceeded");
        using var other = _server.Client(_server.Key);
        await other.AnswerAsync(ChatCalls.Request("Hello!"));

        await RestartAsync();
        using var again = _server.Client(key);
        await again.AnswerAsync(ChatCalls.Request("Hello!"));
        await AssertRefusedAsync(again, 429, "rate_limit_exceeded");
        await _admin.CallAsync(HttpMethod.Post, $"{limits}/rl-demo", """{"max_requests_per_1_minute":100}""");
        await again.AnswerAsync(ChatCalls.Request("Hello!"));

        var entry = (await _admin.CallAsync(HttpMethod.Get, $"{KeyCalls.Organization}/audit_logs?event_types[]=rate_limit.updated&limit=1"))["data"]![0]!;
        Assert.Equal("""{"id":"rl-demo","changes_requested":{"max_requests_per_1_minute":100}}""", entry["rate_limit.updated"]!.ToJsonString());
        Assert.Equal(404, (await _admin.FailAsync(HttpMethod.Post, $"{limits}/rl-none", "{}")).Status);
        Assert.Equal(
            "unsupported_parameter",
            (await _admin.FailAsync(HttpMethod.Post, $"{limits}/rl-demo", """{"max_images_per_1_minute":1}""")).Code);
    }

    [Fact]
    public async Task ModelPermissions_KeepModelsFromOneProject()
    {
        var (project, key) = await NewProjectAsync();
        var permissions = $"{KeyCalls.Organization}/projects/{project}/model_permissions";
        using var tenant = _server.Client(key);
        Assert.Equal("deny_list", (string?)(await _admin.CallAsync(HttpMethod.Get, permissions))["mode"]);

        await _admin.CallAsync(HttpMethod.Post, permissions, """{"mode":"deny_list","model_ids":["demo"]}""");
        await AssertRefusedAsync(tenant, 403, "model_not_allowed");
        await _admin.CallAsync(HttpMethod.Post, permissions, """{"mode":"allow_list","model_ids":["other"]}""");
        await AssertRefusedAsync(tenant, 403, "model_not_allowed");
        await _admin.CallAsync(HttpMethod.Post, permissions, """{"mode":"allow_list","model_ids":["demo"]}""");
        await tenant.AnswerAsync(ChatCalls.Request("Hello!"));

        await _admin.CallAsync(HttpMethod.Post, permissions, """{"mode":"allow_list","model_ids":[]}""");
        await RestartAsync();
        using var again = _server.Client(key);
        await AssertRefusedAsync(again, 403, "model_not_allowed");
        Assert.True((bool)(await _admin.CallAsync(HttpMethod.Delete, permissions))["deleted"]!);
        await again.AnswerAsync(ChatCalls.Request("Hello!"));
        Assert.False((bool)(await _admin.CallAsync(HttpMethod.Delete, permissions))["deleted"]!);
    }

    [Fact]
    public async Task SpendLimit_ThatIsSpent_RefusesAndTellsTheWebhookOnce()
    {
        var (project, key) = await NewProjectAsync();
        var limit = $"{KeyCalls.Organization}/projects/{project}/spend_limit";
        Assert.Equal(404, (await _admin.FailAsync(HttpMethod.Get, limit)).Status);
        var set = await _admin.CallAsync(HttpMethod.Post, limit, """{"threshold_amount":1,"currency":"USD","interval":"month"}""");
        Assert.Equal("inactive", (string?)set["enforcement"]!["status"]);

        using var tenant = _server.Client(key);
        await tenant.AnswerAsync(ChatCalls.Request("Hello!"));
        await Waiting.UntilAsync(
            async () => (string?)(await _admin.CallAsync(HttpMethod.Get, limit))["enforcement"]!["status"] == "enforcing",
            Patience,
            "the limit in force");
        using var refused = await tenant.PostChatAsync(ChatCalls.Request("Hello!"));
        Assert.Equal(429, (int)refused.StatusCode);
        Assert.Equal("false", Assert.Single(refused.Headers.GetValues("x-should-retry")));
        var error = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["error"]!;
        Assert.Equal("insufficient_quota", (string?)error["type"]);

        // The first is refused and comes again, with the same id.
        var first = await _webhooks.NextAsync(Patience);
        var again = await _webhooks.NextAsync(Patience);
        Assert.Equal(first.Id, again.Id);
        var last = await _webhooks.NextAsync(Patience);
        Assert.NotEqual(first.Id, last.Id);
        AssertSigned(first);
        AssertSigned(last);
        var data = JsonNode.Parse(last.Body)!["data"]!;
        Assert.Equal((project, 100, 1), ((string?)data["project_id"], (int)data["threshold_percent"]!, (int)data["limit_amount"]!));

        await RestartAsync();
        using var afterwards = _server.Client(key);
        await AssertRefusedAsync(afterwards, 429, "project_spend_limit_exceeded");
        await Assert.ThrowsAsync<TimeoutException>(() => _webhooks.NextAsync(TimeSpan.FromSeconds(2)));
        await _admin.CallAsync(HttpMethod.Post, limit, """{"threshold_amount":100000000,"currency":"USD","interval":"month"}""");
        await afterwards.AnswerAsync(ChatCalls.Request("Hello!"));
        Assert.True((bool)(await _admin.CallAsync(HttpMethod.Delete, limit))["deleted"]!);
    }

    /// <summary>It overshoots by what runs when it is spent, and by what begins until that is noticed: the ledger is read every 200 ms, and a
    /// node that has a lease, of half a minute here, is told twice a second.</summary>
    [Fact]
    public async Task SpendLimit_UnderLoad_AnswersNothingThatBeginsLongAfterItIsSpent()
    {
        const int Cents = 50_000;
        var (project, key) = await NewProjectAsync();
        await _admin.CallAsync(
            HttpMethod.Post,
            $"{KeyCalls.Organization}/projects/{project}/spend_limit",
            $$"""{"threshold_amount":{{Cents}},"currency":"USD","interval":"month"}""");
        using var tenant = _server.Client(key);

        var answers = (await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => SpendAsync(tenant)))).SelectMany(each => each).ToList();

        Assert.InRange(answers.Sum(answer => answer.Cents), Cents, int.MaxValue);
        var spent = 0;
        var spentAt = answers.OrderBy(answer => answer.Ended).First(answer => (spent += answer.Cents) >= Cents).Ended;
        Assert.InRange(answers.Max(answer => answer.Began), TimeSpan.Zero, spentAt + TimeSpan.FromSeconds(4));
    }

    public async Task InitializeAsync()
    {
        _server = await StandaloneServer.StartAsync(_folder.Root, Settings);
        _admin = _server.AdminClient();
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    public void Dispose()
    {
        _admin?.Dispose();
        _webhooks.Dispose();
        _folder.Dispose();
    }

    private string[] Settings =>
    [
        "--Models:0:Path", Workspace.InRepository("models", "demo", "demo.gguf"), "--Models:0:Price:Input", "100000", "--Models:0:Price:Output",
        "100000", "--Budgets:AlertAt:0", "50", "--Budgets:AlertAt:1", "100", "--Budgets:WebhookUrl", _webhooks.Url, "--Budgets:WebhookSecret",
        $"whsec_{Convert.ToBase64String(WebhookKey)}", "--Limits:LeaseLifetime", "00:00:30",
    ];

    private async Task RestartAsync()
    {
        await _server.DisposeAsync();
        _server = StandaloneServer.Launch(
            _folder.Root, null, ["--environment", "Development", "--Administration:Key", StandaloneServer.AdminKey, .. Settings]);
        await _server.WaitForHealthAsync();
        _admin.Dispose();
        _admin = _server.AdminClient();
    }

    private async Task<(string Project, string Key)> NewProjectAsync()
    {
        var project = (string)(await _admin.CreateProjectAsync())["id"]!;
        return (project, (await _admin.CreateKeyAsync(project)).Value);
    }

    /// <summary>Asks until it is refused.</summary>
    private static async Task<IReadOnlyList<(TimeSpan Began, TimeSpan Ended, int Cents)>> SpendAsync(HttpClient tenant)
    {
        const int CentsOfToken = 10;
        var answers = new List<(TimeSpan Began, TimeSpan Ended, int Cents)>();
        while (true)
        {
            var began = TimeProvider.System.GetElapsedTime(0);
            using var answer = await tenant.PostChatAsync(ChatCalls.Request("Hello!"));
            if (!answer.IsSuccessStatusCode)
            {
                Assert.Equal("project_spend_limit_exceeded", (await answer.ReadErrorAsync()).Code);
                return answers;
            }

            var usage = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["usage"]!;
            answers.Add((began, TimeProvider.System.GetElapsedTime(0), CentsOfToken * (int)usage["total_tokens"]!));
        }
    }

    private static async Task AssertRefusedAsync(HttpClient tenant, int status, string code)
    {
        using var answer = await tenant.PostChatAsync(ChatCalls.Request("Hello!"));
        Assert.Equal((status, code), ((int)answer.StatusCode, (await answer.ReadErrorAsync()).Code));
    }

    private static void AssertSigned(ReceivedWebhook webhook)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        Assert.InRange(long.Parse(webhook.Timestamp, CultureInfo.InvariantCulture), now - 60, now + 1);
        byte[] content = [.. Encoding.UTF8.GetBytes($"{webhook.Id}.{webhook.Timestamp}."), .. webhook.Body];
        Assert.Equal($"v1,{Convert.ToBase64String(HMACSHA256.HashData(WebhookKey, content))}", webhook.Signature);
    }
}
