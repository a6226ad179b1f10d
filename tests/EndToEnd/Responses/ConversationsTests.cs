using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using Xunit;

namespace TenantLLM.EndToEnd.Responses;

[Collection(StandaloneGroup.Name)]
public class ConversationsTests(StandaloneFixture standalone)
{
    private const string Route = "/v1/conversations";
    private const string Unknown = "conv_0123456789abcdef0123456789abcdef0123456789abcdef";

    private HttpClient Client => standalone.Client;

    [Fact]
    public async Task Conversation_FromCreationToDeletion_IsWhatTheClientMadeOfIt()
    {
        var created = await Client.CallAsync(HttpMethod.Post, Route, """{"metadata":{"z":"1","a":"2"}}""");
        Assert.Equal(["id", "object", "created_at", "metadata"], created.Select(pair => pair.Key));
        Assert.Equal("""{"z":"1","a":"2"}""", created["metadata"]!.ToJsonString());

        var path = $"{Route}/{created["id"]}";
        Assert.Equal(created.ToJsonString(), (await Client.CallAsync(HttpMethod.Get, path)).ToJsonString());
        var updated = await Client.CallAsync(HttpMethod.Post, path, """{"metadata":{"b":"3"}}""");
        Assert.Equal("""{"b":"3"}""", updated["metadata"]!.ToJsonString());
        Assert.Equal(updated.ToJsonString(), (await Client.CallAsync(HttpMethod.Get, path)).ToJsonString());

        var deleted = await Client.CallAsync(HttpMethod.Delete, path);
        Assert.Equal($$"""{"id":"{{created["id"]}}","object":"conversation.deleted","deleted":true}""", deleted.ToJsonString());
        Assert.Equal(404, (await Client.FailAsync(HttpMethod.Get, path)).Status);
        Assert.Equal(404, (await Client.FailAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal(404, (await Client.FailAsync(HttpMethod.Get, $"{path}/items")).Status);
    }

    [Fact]
    public async Task Conversation_WithAnEmptyBody_IsCreated()
    {
        var created = await Client.CallAsync(HttpMethod.Post, Route, "{}");
        Assert.Equal("{}", created["metadata"]!.ToJsonString());
    }

    [Fact]
    public async Task Items_CreatedListedAndDeleted_KeepTheirOrder()
    {
        var path = await CreateAsync("""{"items":[{"role":"user","content":"one"}]}""");
        var added = await Client.CallAsync(
            HttpMethod.Post,
            $"{path}/items?include[]=message.output_text.logprobs",
            """
            {"items":[{"role":"assistant","content":"two"},{"type":"function_call","call_id":"call_1","name":"f","arguments":"{}"},
                {"type":"function_call_output","call_id":"call_1","output":"5"}]}
            """);
        Assert.Equal(3, added["data"]!.AsArray().Count);

        var listed = await Client.CallAsync(HttpMethod.Get, $"{path}/items?order=asc");
        Assert.Equal(["message", "message", "function_call", "function_call_output"], Types(listed));
        Assert.Equal(Types(listed).Reverse(), Types(await Client.CallAsync(HttpMethod.Get, $"{path}/items")));

        var second = (string)added["first_id"]!;
        var page = await Client.CallAsync(HttpMethod.Get, $"{path}/items?order=asc&limit=1&after={second}");
        Assert.Equal(("function_call", true), (Assert.Single(Types(page)), (bool)page["has_more"]!));
        var item = await Client.CallAsync(HttpMethod.Get, $"{path}/items/{second}");
        Assert.Equal("two", (string?)item["content"]![0]!["text"]);

        Assert.Equal("conversation", (string?)(await Client.CallAsync(HttpMethod.Delete, $"{path}/items/{second}"))["object"]);
        Assert.Equal(404, (await Client.FailAsync(HttpMethod.Get, $"{path}/items/{second}")).Status);
        Assert.Equal(404, (await Client.FailAsync(HttpMethod.Delete, $"{path}/items/{second}")).Status);
        Assert.Equal(
            ["message", "function_call", "function_call_output"],
            Types(await Client.CallAsync(HttpMethod.Get, $"{path}/items?order=asc")));
    }

    [Fact]
    public async Task Responses_InAConversation_AppendToIt()
    {
        var path = await CreateAsync("""{"items":[{"role":"user","content":"My name is Ada."}]}""");
        var id = path[(Route.Length + 1)..];
        var response = await Client.CallAsync(
            HttpMethod.Post,
            "/v1/responses",
            $$"""{"model":"demo","temperature":0,"conversation":{"id":"{{id}}"},"input":"What is my name?"}""");

        Assert.Equal($$"""{"id":"{{id}}"}""", response["conversation"]!.ToJsonString());
        Assert.Contains("Ada", (string?)response["output"]![0]!["content"]![0]!["text"], StringComparison.Ordinal);
        var items = await Client.CallAsync(HttpMethod.Get, $"{path}/items?order=asc");
        Assert.Equal(["user", "user", "assistant"], items["data"]!.AsArray().Select(item => (string?)item!["role"]));
        Assert.Equal((string?)response["output"]![0]!["id"], (string?)items["last_id"]);
    }

    [Fact]
    public async Task Items_ReferredToFromElsewhere_AreTheSameWords()
    {
        var path = await CreateAsync("""{"items":[{"role":"user","content":"Count to 3."}]}""");
        var item = (string?)(await Client.CallAsync(HttpMethod.Get, $"{path}/items"))["first_id"];
        var response = await Client.CallAsync(
            HttpMethod.Post,
            "/v1/responses",
            $$"""{"model":"demo","temperature":0,"input":[{"type":"item_reference","id":"{{item}}"}]}""");
        Assert.Equal("1 2 3", (string?)response["output"]![0]!["content"]![0]!["text"]);
    }

    [Theory]
    [InlineData("GET", $"{Route}/{Unknown}", null, 404, null, null)]
    [InlineData("GET", $"{Route}/conv_1", null, 404, null, null)]
    [InlineData("POST", $"{Route}/{Unknown}", """{"metadata":{}}""", 404, null, null)]
    [InlineData("POST", $"{Route}/{Unknown}", "{}", 400, "missing_required_parameter", "metadata")]
    [InlineData("POST", $"{Route}/{Unknown}/items", """{"items":[{"role":"user","content":"Hi"}]}""", 404, null, null)]
    [InlineData("POST", $"{Route}/{Unknown}/items", """{"items":[]}""", 400, "empty_array", "items")]
    [InlineData("GET", $"{Route}/{Unknown}/items?order=up", null, 400, "invalid_value", "order")]
    [InlineData("GET", $"{Route}/{Unknown}/items/msg_1?include=nonsense", null, 400, "invalid_value", "include")]
    [InlineData("DELETE", $"{Route}/{Unknown}", null, 404, null, null)]
    [InlineData("POST", Route, """{"items":[{"role":"wizard","content":"Hi"}]}""", 400, "invalid_value", "items[0].role")]
    [InlineData("POST", Route, """{"metadata":{"a":7}}""", 400, "invalid_type", "metadata.a")]
    public async Task Request_ThatIsWrong_IsRefusedInOpenAIsWords(
        string method, string path, string? body, int status, string? code, string? param)
    {
        var error = await Client.FailAsync(new HttpMethod(method), path, body);
        Assert.Equal((status, "invalid_request_error", code, param), (error.Status, error.Type, error.Code, error.Param));
    }

    [Fact]
    public async Task Id_ThatOnlyTellsTheSession_IsNotFound()
    {
        var path = await CreateAsync("{}");
        var id = path[(Route.Length + 1)..];
        var other = $"conv_{new string('0', 32)}{id[^16..]}";
        Assert.Equal(404, (await Client.FailAsync(HttpMethod.Get, $"{Route}/{other}")).Status);
        Assert.Equal(404, (await Client.FailAsync(HttpMethod.Delete, $"{Route}/{other}")).Status);
        Assert.Equal(404, (await Client.FailAsync(HttpMethod.Get, $"{Route}/{other}/items")).Status);
    }

    [Fact]
    public async Task Item_OfTheSessionButNotOfTheConversation_IsNotFound()
    {
        var path = await CreateAsync("""{"items":[{"role":"user","content":"Count to 3."}]}""");
        var conversation = path[(Route.Length + 1)..];
        var first = await RespondAsync($$"""{"model":"demo","temperature":0,"conversation":"{{conversation}}","input":"Go on."}""");

        // A branch beside the conversation, in the same session.
        var branch = await RespondAsync($$"""{"model":"demo","temperature":0,"previous_response_id":"{{first["id"]}}","input":"And on."}""");
        var items = await Client.CallAsync(HttpMethod.Get, $"/v1/responses/{branch["id"]}/input_items?order=desc&limit=1");

        Assert.Equal(404, (await Client.FailAsync(HttpMethod.Get, $"{path}/items/{items["first_id"]}")).Status);
        Assert.Equal(404, (await Client.FailAsync(HttpMethod.Get, $"{path}/items/{branch["output"]![0]!["id"]}")).Status);
        Assert.Equal("message", (string?)(await Client.CallAsync(HttpMethod.Get, $"{path}/items/{first["output"]![0]!["id"]}"))["type"]);
    }

    [Fact]
    public async Task List_AfterAnItemThatIsNotThere_NamesIt()
    {
        var error = await Client.FailAsync(HttpMethod.Get, $"{await CreateAsync("{}")}/items?after=msg_1");
        Assert.Equal((400, "after"), (error.Status, error.Param));
    }

    private async Task<string> CreateAsync(string body) => $"{Route}/{(await Client.CallAsync(HttpMethod.Post, Route, body))["id"]}";

    private Task<JsonObject> RespondAsync(string body) => Client.CallAsync(HttpMethod.Post, "/v1/responses", body);

    private static IEnumerable<string?> Types(JsonObject list) => list["data"]!.AsArray().Select(item => (string?)item!["type"]);
}
