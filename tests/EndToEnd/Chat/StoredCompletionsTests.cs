using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Chat;

/// <summary>Stored chat completions over HTTP. Each test lists with a metadata pair of its own: the server is shared.</summary>
[Collection(StandaloneGroup.Name)]
public sealed class StoredCompletionsTests(StandaloneFixture standalone)
{
    private readonly string _test = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Completion_OfABody_IsStoredAsItWasAnswered()
    {
        var request = Stored("Count to 3.");
        request["logprobs"] = true;
        request["top_logprobs"] = 2;
        request["seed"] = 7;
        request["n"] = 2;
        request["user"] = "ann";

        using var response = await standalone.Client.PostChatAsync(request);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        var stored = await GetAsync($"/{answer["id"]}");

        foreach (var same in new[] { "id", "object", "created", "model", "system_fingerprint", "service_tier", "usage", "choices" })
            Assert.True(JsonNode.DeepEquals(answer[same], stored[same]), $"{same}: {answer[same]} became {stored[same]}");
        Assert.Equal(response.Headers.GetValues("x-request-id").Single(), (string?)stored["request_id"]);
        Assert.Equal((7, "ann", 0, 1), ((long)stored["seed"]!, (string?)stored["input_user"], (double)stored["temperature"]!, (double)stored["top_p"]!));
        Assert.Equal(_test, (string?)stored["metadata"]!["test"]);
        Assert.Empty(OpenApiDocumentFaults("CreateChatCompletionResponse", stored));
    }

    [Fact]
    public async Task Completion_OfAStream_IsThereWhenTheStreamIsDone()
    {
        var request = Stored("Count to 3.");
        request["stream"] = true;
        var ids = new List<string>();
        for (var round = 0; round < 5; round++)
        {
            var frames = EventStream.Frames(await standalone.Client.AnswerAsync(request));
            using var first = JsonDocument.Parse(frames[0]);
            ids.Add(first.RootElement.GetProperty("id").GetString()!);

            var stored = await GetAsync($"/{ids[^1]}");
            Assert.Equal("1 2 3", (string?)stored["choices"]![0]!["message"]!["content"]);
            Assert.Equal(first.RootElement.GetProperty("created").GetInt64(), (long)stored["created"]!);
        }

        Assert.Equal(ids, IdsOf(await ListAsync()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public async Task Completion_NotAskedToBeStored_IsUnknown(bool? store)
    {
        var request = Stored("Count to 3.");
        request.Remove("store");
        if (store is not null)
            request["store"] = store;

        var answer = JsonNode.Parse(await standalone.Client.AnswerAsync(request))!;

        Assert.Empty(IdsOf(await ListAsync()));
        await AssertNotFoundAsync(HttpMethod.Get, $"/{answer["id"]}", (string)answer["id"]!);
    }

    [Fact]
    public async Task List_InPages_HoldsEachOnce()
    {
        var ids = new List<string>();
        for (var index = 0; index < 5; index++)
            ids.Add((string)JsonNode.Parse(await standalone.Client.AnswerAsync(Stored("Count to 3.")))!["id"]!);

        Assert.Equal(ids, await PagesAsync("limit=2"));
        Assert.Equal(ids.AsEnumerable().Reverse(), await PagesAsync("limit=2&order=desc"));
        Assert.Equal(ids, await PagesAsync("limit=5&model=demo"));
        Assert.Empty(await PagesAsync("limit=5&model=other"));

        var page = await ListAsync("limit=3");
        Assert.Equal((ids[0], ids[2], true), ((string?)page["first_id"], (string?)page["last_id"], (bool)page["has_more"]!));
        Assert.Empty(OpenApiDocumentFaults("ChatCompletionList", page));

        async Task<List<string>> PagesAsync(string query)
        {
            var all = new List<string>();
            for (var page = await ListAsync(query); ; page = await ListAsync($"{query}&after={page["last_id"]}"))
            {
                all.AddRange(IdsOf(page));
                if (!(bool)page["has_more"]!)
                    return all;
            }
        }
    }

    [Fact]
    public async Task Messages_OfEveryForm_AreGivenBack()
    {
        var request = Stored("");
        request["messages"] = JsonNode.Parse(
            """
            [
              {"role":"system","content":"Be brief."},
              {"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}],"name":"ann"},
              {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}}]},
              {"role":"tool","content":"42","tool_call_id":"call_1"},
              {"role":"assistant","refusal":"No."},
              {"role":"user","content":"Count to 3."}
            ]
            """);
        var id = (string)JsonNode.Parse(await standalone.Client.AnswerAsync(request))!["id"]!;

        var messages = await GetAsync($"/{id}/messages");
        var data = messages["data"]!.AsArray();

        Assert.Equal(Enumerable.Range(0, 6).Select(place => $"{id}-{place}"), IdsOf(messages));
        Assert.Equal(["system", "user", "assistant", "tool", "assistant", "user"], data.Select(message => (string?)message!["role"]));
        Assert.Equal(["Be brief.", "a\nb", null, "42", null, "Count to 3."], data.Select(message => (string?)message!["content"]));
        Assert.Equal(["a", "b"], data[1]!["content_parts"]!.AsArray().Select(part => (string?)part!["text"]));
        Assert.Equal("ann", (string?)data[1]!["name"]);
        Assert.Equal("call_1", (string?)data[2]!["tool_calls"]![0]!["id"]);
        Assert.Equal(("call_1", "No."), ((string?)data[3]!["tool_call_id"], (string?)data[4]!["refusal"]));

        Assert.Equal([$"{id}-4", $"{id}-3"], IdsOf(await GetAsync($"/{id}/messages?order=desc&limit=2&after={id}-5")));
        await AssertRefusedAsync(HttpMethod.Get, $"/{id}/messages?after={id}-6", 404, "after");
        await AssertRefusedAsync(HttpMethod.Get, $"/{id}/messages?after={id}", 404, "after");
        await AssertRefusedAsync(HttpMethod.Get, $"/{id}/messages?limit=101", 400, "limit");
    }

    [Fact]
    public async Task Metadata_Updated_ReplacesWhatWasThere()
    {
        var id = (string)JsonNode.Parse(await standalone.Client.AnswerAsync(Stored("Count to 3.")))!["id"]!;

        var updated = await SendAsync(HttpMethod.Post, $"/{id}", $$""" {"metadata":{"test":"{{_test}}","b":"2","a":"1"} } """);

        Assert.Equal(["test", "b", "a"], updated["metadata"]!.AsObject().Select(pair => pair.Key));
        Assert.True(JsonNode.DeepEquals(updated, await GetAsync($"/{id}")));
        Assert.Equal([id], IdsOf(await ListAsync("metadata[a]=1&metadata[b]=2")));
        Assert.Empty(IdsOf(await ListAsync("metadata[a]=2")));
        Assert.Empty((await SendAsync(HttpMethod.Post, $"/{id}", """{"metadata":null}"""))["metadata"]!.AsObject());
        await AssertRefusedAsync(HttpMethod.Post, $"/{id}", 400, "metadata", "{}");
        await AssertRefusedAsync(HttpMethod.Post, $"/{id}", 400, "model", """{"metadata":{},"model":"x"}""");
    }

    [Fact]
    public async Task Completion_Deleted_IsUnknown()
    {
        var id = (string)JsonNode.Parse(await standalone.Client.AnswerAsync(Stored("Count to 3.")))!["id"]!;

        var deleted = await SendAsync(HttpMethod.Delete, $"/{id}");

        Assert.Equal($$"""{"object":"chat.completion.deleted","id":"{{id}}","deleted":true}""", deleted.ToJsonString());
        Assert.Empty(IdsOf(await ListAsync()));
        await AssertNotFoundAsync(HttpMethod.Get, $"/{id}", id);
        await AssertNotFoundAsync(HttpMethod.Get, $"/{id}/messages", id);
        await AssertNotFoundAsync(HttpMethod.Delete, $"/{id}", id);
        await AssertNotFoundAsync(HttpMethod.Post, $"/{id}", id, """{"metadata":{}}""");
    }

    [Fact]
    public async Task Completions_DeletedWhileTheyAreListed_LeaveNoneOut()
    {
        var ids = new List<string>();
        for (var index = 0; index < 5; index++)
            ids.Add((string)JsonNode.Parse(await standalone.Client.AnswerAsync(Stored("Count to 3.")))!["id"]!);

        var deleted = new List<string>();
        for (var page = await ListAsync("limit=2"); ; page = await ListAsync($"limit=2&after={page["last_id"]}"))
        {
            foreach (var id in IdsOf(page))
            {
                await SendAsync(HttpMethod.Delete, $"/{id}");
                deleted.Add(id);
            }

            if (!(bool)page["has_more"]!)
                break;
        }

        Assert.Equal(ids, deleted);
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?order=up", "order")]
    [InlineData("?metadata=x", "metadata")]
    [InlineData("?cursor=x", "cursor")]
    public async Task List_WithAParameterAtFault_IsRefusedByName(string query, string param) =>
        await AssertRefusedAsync(HttpMethod.Get, query, 400, param);

    [Fact]
    public async Task List_AfterWhatIsNoId_IsNotFound() => await AssertRefusedAsync(HttpMethod.Get, "?after=chatcmpl-1", 404, "after");

    [Fact]
    public async Task Completion_OfAnotherTenant_IsUnknownToTheByte()
    {
        using var folder = new TemporaryFolder();
        var (server, one, two) = await TwoTenants.StartAsync(folder);
        await using var _ = server;
        using var owner = server.Client(one);
        using var stranger = server.Client(two);
        var id = (string)JsonNode.Parse(await owner.AnswerAsync(Stored("Count to 3.")))!["id"]!;
        var never = "chatcmpl-" + new string('0', id.Length - "chatcmpl-".Length);

        foreach (var (method, path, body) in new (HttpMethod, string, string?)[]
        {
            (HttpMethod.Get, "/{0}", null),
            (HttpMethod.Get, "/{0}/messages", null),
            (HttpMethod.Get, "/{0}/messages?after={0}-0", null),
            (HttpMethod.Post, "/{0}", """{"metadata":{"a":"b"}}"""),
            (HttpMethod.Delete, "/{0}", null),
        })
        {
            var foreign = await BytesAsync(path, id);
            Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
            Assert.Equal(foreign.Body.Replace(id, never, StringComparison.Ordinal), (await BytesAsync(path, never)).Body);

            async Task<(HttpStatusCode Status, string Body)> BytesAsync(string path, string of)
            {
                using var response = await stranger.SendAsync(Request(method, path.Replace("{0}", of, StringComparison.Ordinal), body));
                return (response.StatusCode, await response.Content.ReadAsStringAsync());
            }
        }

        Assert.Empty(IdsOf(JsonNode.Parse(await stranger.GetStringAsync(ChatCalls.Route))!));
        Assert.Empty(IdsOf(JsonNode.Parse(await stranger.GetStringAsync($"{ChatCalls.Route}?order=desc&after={never.Replace('0', 'z')}"))!));
        Assert.Equal([id], IdsOf(JsonNode.Parse(await owner.GetStringAsync(ChatCalls.Route))!));
    }

    [Fact]
    public async Task ReasoningEffort_OfAModelWithoutIt_IsRefusedByName()
    {
        var request = ChatCalls.Request("Count to 3.");
        request["reasoning_effort"] = "high";

        using var response = await standalone.Client.PostChatAsync(request);

        Assert.Equal(
            new WireError(
                400,
                "invalid_request_error",
                "unsupported_parameter",
                "reasoning_effort",
                "Unsupported parameter: 'reasoning_effort' is not supported with this model."),
            await response.ReadErrorAsync());
        request["reasoning_effort"] = "medium";
        Assert.Equal("1 2 3", await standalone.Client.SayAsync(request));
        request["reasoning_effort"] = "none";
        Assert.Equal("1 2 3", await standalone.Client.SayAsync(request));
    }

    private static IReadOnlyList<string> OpenApiDocumentFaults(string schema, JsonNode body)
    {
        if (!File.Exists(Workspace.InShared(OpenApiDocument.SharedPath)))
            return [];
        using var document = JsonDocument.Parse(body.ToJsonString());
        return OpenApiDocument.Shared.Faults(schema, document.RootElement);
    }

    private static IEnumerable<string> IdsOf(JsonNode list) => list["data"]!.AsArray().Select(item => (string)item!["id"]!);

    private static HttpRequestMessage Request(HttpMethod method, string path, string? body) =>
        new(method, ChatCalls.Route + path) { Content = body is null ? null : ChatCalls.Json(body) };

    private JsonObject Stored(string prompt)
    {
        var request = ChatCalls.Request(prompt);
        request["store"] = true;
        request["metadata"] = new JsonObject { ["test"] = _test };
        return request;
    }

    private Task<JsonNode> ListAsync(string query = "limit=20") => GetAsync($"?metadata[test]={_test}&{query}");

    private Task<JsonNode> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var response = await standalone.Client.SendAsync(Request(method, path, body));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    private async Task AssertNotFoundAsync(HttpMethod method, string path, string id, string? body = null)
    {
        using var response = await standalone.Client.SendAsync(Request(method, path, body));
        Assert.Equal(
            new WireError(404, "invalid_request_error", "not_found", "completion_id", $"Completion {id} not found"), await response.ReadErrorAsync());
    }

    private async Task AssertRefusedAsync(HttpMethod method, string path, int status, string param, string? body = null)
    {
        using var response = await standalone.Client.SendAsync(Request(method, path, body));
        var error = await response.ReadErrorAsync();
        Assert.Equal((status, param), (error.Status, error.Param));
    }
}
