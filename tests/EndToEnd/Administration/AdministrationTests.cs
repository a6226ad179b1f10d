using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using Xunit;

namespace TenantLLM.EndToEnd.Administration;

[Collection(StandaloneGroup.Name)]
public sealed class AdministrationTests(StandaloneFixture standalone) : IDisposable
{
    private readonly HttpClient _admin = standalone.Server.AdminClient();

    [Fact]
    public async Task Administration_WithAnOrdinaryKey_IsForbidden()
    {
        using var tenant = standalone.Server.Client(standalone.Server.Key);
        var error = await tenant.FailAsync(HttpMethod.Get, $"{KeyCalls.Organization}/projects");
        Assert.Equal((403, "missing_scope"), (error.Status, error.Code));
        Assert.Contains("api.management.read", error.Message, StringComparison.Ordinal);
        Assert.Equal(403, (await tenant.FailAsync(HttpMethod.Post, $"{KeyCalls.Organization}/projects", "{}")).Status);
        using var nobody = standalone.Server.Client();
        Assert.Equal(401, (await nobody.FailAsync(HttpMethod.Get, $"{KeyCalls.Organization}/audit_logs")).Status);
    }

    [Fact]
    public async Task Inference_WithAnAdminKey_IsForbidden() =>
        Assert.Equal((403, "missing_scope"), (await _admin.FailAsync(HttpMethod.Get, "/v1/models") is var error ? error.Status : 0, error.Code));

    [Fact]
    public async Task Project_FromItsCreationToItsArchive_IsTold()
    {
        var project = await _admin.CreateProjectAsync("Search");
        var path = $"{KeyCalls.Organization}/projects/{project["id"]}";
        Assert.Equal("Find", (string?)(await _admin.CallAsync(HttpMethod.Post, path, """{"name":"Find"}"""))["name"]);
        Assert.Equal("Find", (string?)(await _admin.CallAsync(HttpMethod.Get, path))["name"]);

        Assert.Equal("archived", (string?)(await _admin.CallAsync(HttpMethod.Post, $"{path}/archive"))["status"]);
        Assert.Equal("project_archived", (await _admin.FailAsync(HttpMethod.Post, path, """{"name":"Look"}""")).Code);
        Assert.Equal("project_archived", (await _admin.FailAsync(HttpMethod.Post, $"{path}/service_accounts", """{"name":"a"}""")).Code);
        Assert.DoesNotContain((string)project["id"]!, await ProjectsAsync(""), StringComparer.Ordinal);
        Assert.Contains((string)project["id"]!, await ProjectsAsync("&include_archived=true"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Key_ThatIsRestricted_MayDoWhatItsScopesSayAlone()
    {
        var project = (string)(await _admin.CreateProjectAsync())["id"]!;
        var account = (await _admin.CreateKeyAsync(project)).Account;
        var reads = await _admin.CreateKeyAsync(project, account, """{"scopes":["api.read"]}""");
        var infers = await _admin.CreateKeyAsync(project, account, """{"scopes":["api.model.request"]}""");
        var chats = await _admin.CreateKeyAsync(project, account, """{"scopes":["api.chat.completions.write"]}""");

        using var reader = standalone.Server.Client(reads.Value);
        await reader.CallAsync(HttpMethod.Get, "/v1/models");
        await AssertMissingAsync(reader, HttpMethod.Post, ChatCalls.Route, "api.chat.completions.write");
        using var inferrer = standalone.Server.Client(infers.Value);
        await inferrer.AnswerAsync(ChatCalls.Request("Hello!"));
        await inferrer.CallAsync(HttpMethod.Post, "/v1/responses", """{"model":"demo","input":"Hi","max_output_tokens":16}""");
        await AssertMissingAsync(inferrer, HttpMethod.Get, "/v1/models", "api.model.read");
        await AssertMissingAsync(inferrer, HttpMethod.Post, "/v1/conversations", "api.conversations.write");
        await AssertMissingAsync(inferrer, HttpMethod.Delete, "/v1/responses/resp_1", "api.responses.write");
        using var chatter = standalone.Server.Client(chats.Value);
        await chatter.AnswerAsync(ChatCalls.Request("Hello!"));
        await AssertMissingAsync(chatter, HttpMethod.Post, "/v1/responses", "api.responses.write");
    }

    [Fact]
    public async Task Key_InLists_IsRedactedWithItsOwnerAndItsLastUse()
    {
        var project = (string)(await _admin.CreateProjectAsync())["id"]!;
        var key = await _admin.CreateKeyAsync(project);
        using var tenant = standalone.Server.Client(key.Value);
        await tenant.CallAsync(HttpMethod.Get, "/v1/models");

        var path = $"{KeyCalls.Organization}/projects/{project}/api_keys/{key.Id}";
        JsonObject shown = [];
        await Waiting.UntilAsync(
            async () => (shown = await _admin.CallAsync(HttpMethod.Get, path))["last_used_at"] is not null,
            TimeSpan.FromSeconds(10),
            "the key's last use");
        Assert.DoesNotContain(key.Value[12..40], shown.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal($"sk-proj-**********{key.Value[^4..]}", (string?)shown["redacted_value"]);
        Assert.Equal(key.Account, (string?)shown["owner"]!["service_account"]!["id"]);

        Assert.True((bool)(await _admin.CallAsync(HttpMethod.Delete, path))["deleted"]!);
        Assert.Equal(404, (await _admin.FailAsync(HttpMethod.Get, path)).Status);
        var list = await _admin.CallAsync(HttpMethod.Get, $"{KeyCalls.Organization}/projects/{project}/api_keys");
        Assert.Empty(list["data"]!.AsArray());
    }

    [Fact]
    public async Task Key_ThatExpires_IsRefusedFromThenOn()
    {
        var project = (string)(await _admin.CreateProjectAsync())["id"]!;
        var account = (await _admin.CreateKeyAsync(project)).Account;
        var key = await _admin.CreateKeyAsync(project, account, """{"expires_in_seconds":2}""");
        using var tenant = standalone.Server.Client(key.Value);
        await tenant.CallAsync(HttpMethod.Get, "/v1/models");
        await Waiting.UntilAsync(
            async () =>
            {
                using var answer = await tenant.GetAsync("/v1/models");
                return (int)answer.StatusCode == 401;
            },
            TimeSpan.FromSeconds(10),
            "the end of the key");
    }

    [Fact]
    public async Task AdminKey_ThatIsConfigured_IsNotDeleted()
    {
        var keys = await _admin.CallAsync(HttpMethod.Get, $"{KeyCalls.Organization}/admin_api_keys?limit=100");
        var configured = keys["data"]!.AsArray().Single(key => (string?)key!["name"] == "Administration:Key")!;
        var error = await _admin.FailAsync(HttpMethod.Delete, $"{KeyCalls.Organization}/admin_api_keys/{configured["id"]}");
        Assert.Equal((400, "configured_admin_key"), (error.Status, error.Code));
    }

    [Fact]
    public async Task AdminKey_ThatWasDeleted_IsRefused()
    {
        var made = await _admin.CallAsync(HttpMethod.Post, $"{KeyCalls.Organization}/admin_api_keys", """{"name":"Ops"}""");
        using var other = standalone.Server.Client((string)made["value"]!);
        await other.CallAsync(HttpMethod.Get, $"{KeyCalls.Organization}/projects");
        await _admin.CallAsync(HttpMethod.Delete, $"{KeyCalls.Organization}/admin_api_keys/{made["id"]}");
        await Waiting.UntilAsync(
            async () =>
            {
                using var answer = await other.GetAsync($"{KeyCalls.Organization}/projects");
                return (int)answer.StatusCode == 401;
            },
            TimeSpan.FromSeconds(1),
            "the end of the key");
    }

    [Fact]
    public async Task AuditLog_OfAProject_TellsWhoDidWhatFromWhere()
    {
        var project = (string)(await _admin.CreateProjectAsync())["id"]!;
        var key = await _admin.CreateKeyAsync(project);
        await _admin.CallAsync(HttpMethod.Delete, $"{KeyCalls.Organization}/projects/{project}/service_accounts/{key.Account}");
        await _admin.CallAsync(HttpMethod.Post, $"{KeyCalls.Organization}/projects/{project}/archive");

        var log = (await EntriesAsync($"project_ids[]={project}"))["data"]!.AsArray();
        Assert.Equal(
            ["api_key.created", "api_key.deleted", "project.archived", "project.created", "service_account.created", "service_account.deleted"],
            log.Select(entry => (string)entry!["type"]!).Order(StringComparer.Ordinal));
        Assert.All(log, entry => Assert.Equal("127.0.0.1", ((string?)entry!["actor"]!["api_key"]!["ip_address"])?.Replace("::ffff:", "", StringComparison.Ordinal)));
        Assert.Equal(project, (string?)log[0]!["project.archived"]!["id"]);
        Assert.DoesNotContain(key.Value, log.ToJsonString(), StringComparison.Ordinal);

        var first = await EntriesAsync($"project_ids[]={project}&limit=2");
        Assert.True((bool)first["has_more"]!);
        var second = await EntriesAsync($"project_ids[]={project}&limit=4&after={first["last_id"]}");
        Assert.Equal(4, second["data"]!.AsArray().Count);
        var back = await EntriesAsync($"project_ids[]={project}&limit=2&before={second["first_id"]}");
        Assert.Equal((string?)first["first_id"], (string?)back["first_id"]);
        Assert.Equal(2, (await EntriesAsync($"resource_ids[]={key.Id}"))["data"]!.AsArray().Count);
        Assert.Empty((await EntriesAsync($"project_ids[]={project}&effective_at[lt]=1000"))["data"]!.AsArray());
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task AuditLog_IsChangedByNoMethod(string method) =>
        Assert.Equal(405, (await _admin.FailAsync(new HttpMethod(method), $"{KeyCalls.Organization}/audit_logs")).Status);

    public void Dispose() => _admin.Dispose();

    private Task<JsonObject> EntriesAsync(string query) => _admin.CallAsync(HttpMethod.Get, $"{KeyCalls.Organization}/audit_logs?{query}");

    private async Task<IReadOnlyList<string>> ProjectsAsync(string query)
    {
        var ids = new List<string>();
        var after = "";
        while (true)
        {
            var page = await _admin.CallAsync(HttpMethod.Get, $"{KeyCalls.Organization}/projects?limit=100{query}{after}");
            ids.AddRange(page["data"]!.AsArray().Select(project => (string)project!["id"]!));
            if (!(bool)page["has_more"]!)
                return ids;
            after = $"&after={page["last_id"]}";
        }
    }

    private static async Task AssertMissingAsync(HttpClient client, HttpMethod method, string path, string scope)
    {
        var error = await client.FailAsync(method, path, method == HttpMethod.Post ? "{}" : null);
        Assert.Equal((403, "missing_scope"), (error.Status, error.Code));
        Assert.Equal($"You have insufficient permissions for this operation. Missing scopes: {scope}.", error.Message);
    }
}
