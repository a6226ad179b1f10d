using System.Text;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.EndToEnd.Usage;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Administration;

/// <summary>A project's data leave over HTTP: as an export, or for good.</summary>
public sealed class ProjectDataTests : IAsyncLifetime, IDisposable
{
    private const string Canary = "Zwirbelquax";
    private const string OthersWord = "Remainsherequite";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Usage = ["usage_hours", "usage_ledger", "usage_project_hours"];
    private static readonly string[] KeptTables = ["audit_log", "project_erasures", "projects"];

    private readonly TemporaryFolder _folder = new();
    private StandaloneServer _server = null!;
    private HttpClient _admin = null!;

    [Fact]
    public async Task Export_OfAProject_HasItsRowsAndNoOthersAndIsInTheAuditLog()
    {
        var (project, key) = await FillAsync(Canary);
        await FillAsync(OthersWord);

        using var answer = await _admin.GetAsync(DataOf(project), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.ToString());
        Assert.Null(answer.Content.Headers.ContentLength);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Contains(Canary, text, StringComparison.Ordinal);
        Assert.DoesNotContain(OthersWord, text, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Value, text, StringComparison.Ordinal);
        var rows = Rows(text);
        Assert.Equal(
            [
                "api_keys", "audit_log", "conversation_items", "conversations", "projects", "responses", "service_accounts", "session_items",
                "stored_completions", .. Usage,
            ],
            Tables(rows));
        Assert.All(rows, row => Assert.Equal(
            project, (string?)row["row"]![(string?)row["table"] == "projects" ? "id" : "project_id"]));
        Assert.Equal(("project.data.exported", project), await LastChangeAsync(project));
    }

    [Fact]
    public async Task Delete_OfAnArchivedProject_LeavesNothingOfItOnDiskAndAllOfOthers()
    {
        var (project, key) = await FillAsync(Canary);
        var (other, othersKey) = await FillAsync(OthersWord);

        var early = await _admin.FailAsync(HttpMethod.Delete, DataOf(project));
        Assert.Equal((400, "project_not_archived"), (early.Status, early.Code));
        Assert.Equal(404, (await _admin.FailAsync(HttpMethod.Get, $"{DataOf(project)}/deletion")).Status);
        Assert.True(IsOnDisk(Canary));

        await ArchiveAsync(project);
        var asked = await _admin.CallAsync(HttpMethod.Delete, DataOf(project));
        Assert.Equal(
            ["object", "project_id", "status", "include_usage", "requested_at", "completed_at"], asked.Select(property => property.Key));
        var done = await DeletedAsync(_admin, project);
        Assert.False((bool)done["include_usage"]!);
        Assert.False(IsOnDisk(Canary));
        Assert.Equal([.. KeptTables, .. Usage], Tables(Rows(await _admin.GetStringAsync(DataOf(project)))));

        // Asked again it is the same deletion, and no other entry of the log.
        Assert.Equal(done.ToJsonString(), (await _admin.CallAsync(HttpMethod.Delete, DataOf(project))).ToJsonString());
        Assert.Equal(1, await CountAsync(project, "project.data.deleted"));

        Assert.Equal(2, (await LedgerAsync(project)).Count);
        await _admin.CallAsync(HttpMethod.Delete, $"{DataOf(project)}?include_usage=true");
        Assert.True((bool)(await DeletedAsync(_admin, project))["include_usage"]!);
        Assert.Equal(KeptTables, Tables(Rows(await _admin.GetStringAsync(DataOf(project)))));
        Assert.Empty(await LedgerAsync(project));
        Assert.Equal(2, await CountAsync(project, "project.data.deleted"));
        Assert.Equal("archived", (string?)(await _admin.CallAsync(HttpMethod.Get, Of(project)))["status"]);

        using var gone = _server.Client(key.Value);
        Assert.Equal(401, (await gone.FailAsync(HttpMethod.Get, "/v1/models")).Status);
        using var there = _server.Client(othersKey.Value);
        Assert.NotEmpty((await there.CallAsync(HttpMethod.Get, ChatCalls.Route))["data"]!.AsArray());
        Assert.Equal(2, (await LedgerAsync(other)).Count);
    }

    [Fact]
    public async Task Delete_ThatAServerWasKilledIn_GoesOnAtTheNextStart()
    {
        var (project, _) = await FillAsync(Canary);
        await ArchiveAsync(project);
        await _admin.CallAsync(HttpMethod.Delete, DataOf(project));
        _server.Process.Kill();

        await using var next = StandaloneServer.Launch(
            _folder.Root, null, "--environment", "Development", "--Administration:Key", StandaloneServer.AdminKey);
        await next.WaitForHealthAsync();
        using var admin = next.AdminClient();
        await DeletedAsync(admin, project);

        Assert.False(IsOnDisk(Canary));
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("GET", "/deletion")]
    public async Task Data_OfAProjectThatIsNotThere_AreNotFound(string method, string part)
    {
        foreach (var project in new[] { "proj_0123456789abcdef", "proj_", "nothing", "proj_a%2Fb" })
        {
            var error = await _admin.FailAsync(new HttpMethod(method), DataOf(project) + part);
            Assert.Equal((404, null, null), (error.Status, error.Code, error.Param));
        }
    }

    [Theory]
    [InlineData("GET", "?limit=1", "limit")]
    [InlineData("GET", "/deletion?limit=1", "limit")]
    [InlineData("DELETE", "?includeUsage=true", "includeUsage")]
    [InlineData("DELETE", "?include_usage=yes", "include_usage")]
    public async Task Data_WithAFaultyParameter_AreRefusedByItsName(string method, string part, string parameter)
    {
        var project = (string)(await _admin.CreateProjectAsync())["id"]!;
        var error = await _admin.FailAsync(new HttpMethod(method), DataOf(project) + part);
        Assert.Equal((400, parameter), (error.Status, error.Param));
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("GET", "/deletion")]
    public async Task Data_WithATenantsOwnKey_AreRefused(string method, string part)
    {
        var project = (string)(await _admin.CreateProjectAsync())["id"]!;
        using var tenant = _server.Client((await _admin.CreateKeyAsync(project)).Value);
        Assert.InRange((await tenant.FailAsync(new HttpMethod(method), DataOf(project) + part)).Status, 401, 403);
    }

    public async Task InitializeAsync()
    {
        _server = await StandaloneServer.StartAsync(_folder.Root);
        _admin = _server.AdminClient();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _admin.Dispose();
        _folder.Dispose();
    }

    private static string Of(string project) => $"{KeyCalls.Organization}/projects/{project}";

    private static string DataOf(string project) => $"{Of(project)}/data";

    /// <summary>Makes a project that has something of each kind, with a word in it.</summary>
    private async Task<(string Id, NewKey Key)> FillAsync(string word)
    {
        var project = (string)(await _admin.CreateProjectAsync())["id"]!;
        var key = await _admin.CreateKeyAsync(project);
        using var client = _server.Client(key.Value);
        var chat = ChatCalls.Request(word);
        chat["store"] = true;
        chat["max_tokens"] = 4;
        await client.AnswerAsync(chat);
        var conversation = await client.CallAsync(
            HttpMethod.Post, "/v1/conversations", $$"""{"items":[{"role":"user","content":"{{word}}"}]}""");
        await client.CallAsync(
            HttpMethod.Post,
            "/v1/responses",
            $$"""{"model":"demo","input":"{{word}}","max_output_tokens":16,"conversation":"{{conversation["id"]}}"}""");
        return (project, key);
    }

    private Task<JsonObject> ArchiveAsync(string project) => _admin.CallAsync(HttpMethod.Post, $"{Of(project)}/archive");

    private static async Task<JsonObject> DeletedAsync(HttpClient admin, string project)
    {
        JsonObject deletion = [];
        await Waiting.UntilAsync(
            async () =>
            {
                deletion = await admin.CallAsync(HttpMethod.Get, $"{DataOf(project)}/deletion");
                return (string?)deletion["status"] == "completed";
            },
            Patience,
            "the end of the deletion");
        Assert.NotNull(deletion["completed_at"]);
        return deletion;
    }

    private static IReadOnlyList<JsonObject> Rows(string export)
    {
        Assert.EndsWith("\n", export, StringComparison.Ordinal);
        return [.. export.Split('\n')[..^1].Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    private static IEnumerable<string> Tables(IEnumerable<JsonObject> rows) => rows.Select(row => (string)row["table"]!).Distinct();

    private async Task<(string Type, string? Project)> LastChangeAsync(string project)
    {
        var last = (await EntriesAsync(project))[0]!;
        return ((string)last["type"]!, (string?)last[(string)last["type"]!]!["id"]);
    }

    private async Task<int> CountAsync(string project, string type) =>
        (await EntriesAsync(project)).Count(entry => (string?)entry!["type"] == type && entry["actor"]!["api_key"] is not null);

    private async Task<JsonArray> EntriesAsync(string project) =>
        (await _admin.CallAsync(HttpMethod.Get, $"{KeyCalls.Organization}/audit_logs?limit=100&project_ids[]={project}"))["data"]!.AsArray();

    private async Task<IReadOnlyList<LedgerLine>> LedgerAsync(string project) =>
        [.. (await _server.LedgerAsync()).Where(line => line.Fields["project_id"] == project)];

    /// <summary>Whether a file of the database has a word.</summary>
    private bool IsOnDisk(string word) => Directory.GetFiles(_folder.File("data")).Any(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0;
    });
}
