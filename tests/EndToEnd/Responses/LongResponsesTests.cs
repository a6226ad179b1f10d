using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Responses;

/// <summary>Responses that would not end of themselves.</summary>
public sealed class LongResponsesTests : IAsyncLifetime, IDisposable
{
    private const string Route = "/v1/responses";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private StandaloneServer _server = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await StandaloneServer.StartAsync(_folder.Root, TalkativeModel.Settings(_folder.Root));
        _client = _server.TenantClient();
    }

    [Fact]
    public async Task Background_Cancelled_EndsAndTellsItsFollowers()
    {
        var created = await _client.CallAsync(HttpMethod.Post, Route, """{"model":"demo","input":"Tell me a story.","background":true}""");
        var path = $"{Route}/{created["id"]}";
        var following = _client.EventsAsync(HttpMethod.Get, $"{path}?stream=true");
        await UntilStatusAsync(path, "in_progress");

        var cancelled = await _client.CallAsync(HttpMethod.Post, $"{path}/cancel");
        Assert.Equal("cancelled", (string?)cancelled["status"]);
        var events = await following.WaitAsync(Patience);
        Assert.Equal(("response.incomplete", "cancelled"), ((string?)events[^1]["type"], (string?)events[^1]["response"]!["status"]));
        Assert.Equal(cancelled.ToJsonString(), events[^1]["response"]!.ToJsonString());
    }

    [Fact]
    public async Task Conversation_WhileAResponseRuns_IsLocked()
    {
        var conversation = await _client.CallAsync(HttpMethod.Post, "/v1/conversations", "{}");
        var respond = $$"""{"model":"demo","input":"Tell me a story.","background":true,"conversation":"{{conversation["id"]}}"}""";
        var running = await _client.CallAsync(HttpMethod.Post, Route, respond);

        var second = await _client.FailAsync(HttpMethod.Post, Route, respond);
        var items = await _client.FailAsync(
            HttpMethod.Post, $"/v1/conversations/{conversation["id"]}/items", """{"items":[{"role":"user","content":"Hi"}]}""");
        Assert.Equal([(409, "conversation_locked"), (409, "conversation_locked")], [(second.Status, second.Code), (items.Status, items.Code)]);

        await _client.CallAsync(HttpMethod.Post, $"{Route}/{running["id"]}/cancel");
        await _client.CallAsync(
            HttpMethod.Post, $"/v1/conversations/{conversation["id"]}/items", """{"items":[{"role":"user","content":"Hi"}]}""");
    }

    [Fact]
    public async Task Stream_WhoseClientLeaves_EndsAndIsKeptAsFarAsItCame()
    {
        string id;
        using (var request = new HttpRequestMessage(HttpMethod.Post, Route))
        {
            request.Content = ChatCalls.Json("""{"model":"demo","input":"Tell me a story.","stream":true}""");
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            await reader.ReadLineAsync();
            var created = JsonNode.Parse((await reader.ReadLineAsync())!["data: ".Length..])!;
            id = (string)created["response"]!["id"]!;
            while (!(await reader.ReadLineAsync())!.Contains("output_text.delta", StringComparison.Ordinal))
            {
            }
        }

        await UntilStatusAsync($"{Route}/{id}", "incomplete");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _client?.Dispose();
        _folder.Dispose();
    }

    private Task UntilStatusAsync(string path, string status) => Waiting.UntilAsync(
        async () => (string?)(await _client.CallAsync(HttpMethod.Get, path))["status"] == status, Patience, $"the response is {status}");
}
