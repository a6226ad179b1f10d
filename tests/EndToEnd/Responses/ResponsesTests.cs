using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using Xunit;

namespace TenantLLM.EndToEnd.Responses;

[Collection(StandaloneGroup.Name)]
public class ResponsesTests(StandaloneFixture standalone)
{
    private const string Route = "/v1/responses";
    private const string Unknown = "resp_0123456789abcdef0123456789abcdef0123456789abcdef01";

    private HttpClient Client => standalone.Client;

    [Fact]
    public async Task Create_NotStreamed_IsAnsweredAndCanBeFetched()
    {
        var created = await CreateAsync("""{"model":"demo","input":"Count to 3.","temperature":0,"metadata":{"z":"1","a":"2"}}""");

        Assert.Equal(("completed", "1 2 3"), ((string)created["status"]!, Text(created)));
        Assert.Equal("""{"z":"1","a":"2"}""", created["metadata"]!.ToJsonString());
        Assert.Equal(created.ToJsonString(), (await Client.CallAsync(HttpMethod.Get, $"{Route}/{Id(created)}")).ToJsonString());
    }

    [Fact]
    public async Task Create_Streamed_HasTheEventsOfTheApiAndTheResponseOfItsBody()
    {
        var events = await Client.EventsAsync(
            HttpMethod.Post, Route, """{"model":"demo","input":"Count to 3.","temperature":0,"stream":true}""");

        Assert.Equal(
            [
                "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added",
                "response.output_text.delta", "response.output_text.delta", "response.output_text.delta", "response.output_text.delta",
                "response.output_text.delta", "response.output_text.done", "response.content_part.done", "response.output_item.done",
                "response.completed",
            ],
            events.Select(data => (string?)data["type"]));
        Assert.Equal("1 2 3", string.Concat(events.Select(data => (string?)data["delta"])));
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(data => (int)data["sequence_number"]!));

        var response = events[^1]["response"]!.AsObject();
        Assert.Equal(response.ToJsonString(), (await Client.CallAsync(HttpMethod.Get, $"{Route}/{Id(response)}")).ToJsonString());
        var again = await Client.EventsAsync(
            HttpMethod.Get, $"{Route}/{Id(response)}?stream=true&starting_after=6&include_obfuscation=false");
        Assert.Equal(
            events.Skip(7).Select(WithoutObfuscation),
            again.Select(WithoutObfuscation));
    }

    [Fact]
    public async Task Create_AfterAnother_KnowsItsTurn()
    {
        var first = await CreateAsync("""{"model":"demo","input":"My name is Ada.","temperature":0}""");
        var second = await CreateAsync(
            $$"""{"model":"demo","input":"What is my name?","temperature":0,"previous_response_id":"{{Id(first)}}"}""");
        var branch = await CreateAsync(
            $$"""{"model":"demo","input":"Count to 3.","temperature":0,"previous_response_id":"{{Id(first)}}"}""");

        Assert.Contains("Ada", Text(second), StringComparison.Ordinal);
        Assert.Equal(Id(first), (string?)second["previous_response_id"]);
        Assert.Equal("1 2 3", Text(branch));

        var inputs = await Client.CallAsync(HttpMethod.Get, $"{Route}/{Id(second)}/input_items?order=asc");
        Assert.Equal(
            ["My name is Ada.", Text(first), "What is my name?"],
            inputs["data"]!.AsArray().Select(item => (string?)item!["content"]![0]!["text"]));
        var after = (string?)inputs["data"]![0]!["id"];
        var page = await Client.CallAsync(HttpMethod.Get, $"{Route}/{Id(second)}/input_items?order=asc&limit=1&after={after}");
        Assert.Equal(((string?)inputs["data"]![1]!["id"], true), ((string?)page["first_id"], (bool)page["has_more"]!));
    }

    [Fact]
    public async Task Create_CutByItsLimit_IsIncomplete()
    {
        var created = await CreateAsync("""{"model":"demo","input":"Count to 20.","temperature":0,"max_output_tokens":16}""");
        Assert.Equal(
            ("incomplete", "max_output_tokens", "incomplete"),
            ((string?)created["status"], (string?)created["incomplete_details"]!["reason"], (string?)created["output"]![0]!["status"]));
        Assert.Equal(16, (int)created["usage"]!["output_tokens"]!);
    }

    [Fact]
    public async Task Create_NotStored_LeavesNoTrace()
    {
        var created = await CreateAsync("""{"model":"demo","input":"Count to 3.","store":false}""");
        Assert.Equal(404, (await Client.FailAsync(HttpMethod.Get, $"{Route}/{Id(created)}")).Status);
        var error = await Client.FailAsync(
            HttpMethod.Post, Route, $$"""{"model":"demo","input":"Hi","previous_response_id":"{{Id(created)}}"}""");
        Assert.Equal(
            (400, "previous_response_not_found", "previous_response_id"), (error.Status, error.Code, error.Param));
    }

    [Fact]
    public async Task Create_WithProbabilities_TellsThem()
    {
        var created = await CreateAsync(
            """{"model":"demo","input":"Count to 3.","temperature":0,"top_logprobs":2,"include":["message.output_text.logprobs"]}""");
        var logprobs = created["output"]![0]!["content"]![0]!["logprobs"]!.AsArray();
        Assert.Equal("1 2 3", string.Concat(logprobs.Select(token => (string?)token!["token"])));
        Assert.All(logprobs, token => Assert.Equal(2, token!["top_logprobs"]!.AsArray().Count));
    }

    [Fact]
    public async Task Create_WithHistoryInItems_AnswersTheLast()
    {
        var created = await CreateAsync(
            """
            {"model":"demo","temperature":0,"instructions":"You are helpful.","input":[
                {"role":"user","content":"Count to 2."},
                {"type":"message","id":"msg_mine","role":"assistant","status":"completed","content":[{"type":"output_text","text":"1 2","annotations":[]}]},
                {"role":"user","content":[{"type":"input_text","text":"Count to 3."}]}]}
            """);
        Assert.Equal(("1 2 3", "You are helpful."), (Text(created), (string?)created["instructions"]));
    }

    [Fact]
    public async Task Delete_Stored_IsGone()
    {
        var created = await CreateAsync("""{"model":"demo","input":"Count to 3."}""");
        var deleted = await Client.CallAsync(HttpMethod.Delete, $"{Route}/{Id(created)}");
        Assert.Equal($$"""{"id":"{{Id(created)}}","object":"response.deleted","deleted":true}""", deleted.ToJsonString());
        Assert.Equal(404, (await Client.FailAsync(HttpMethod.Get, $"{Route}/{Id(created)}")).Status);
        Assert.Equal(404, (await Client.FailAsync(HttpMethod.Delete, $"{Route}/{Id(created)}")).Status);
    }

    [Fact]
    public async Task Background_Created_IsQueuedThenCompletes()
    {
        var created = await CreateAsync("""{"model":"demo","input":"Count to 3.","temperature":0,"background":true}""");
        Assert.Equal(("queued", true), ((string?)created["status"], (bool)created["background"]!));

        var events = await Client.EventsAsync(HttpMethod.Get, $"{Route}/{Id(created)}?stream=true");
        Assert.Equal(
            ["response.created", "response.queued", "response.in_progress"], events.Take(3).Select(data => (string?)data["type"]));
        Assert.Equal("1 2 3", Text(events[^1]["response"]!.AsObject()));
        Assert.Equal("completed", (string?)(await Client.CallAsync(HttpMethod.Get, $"{Route}/{Id(created)}"))["status"]);

        // A second cancellation is no fault: it has ended.
        Assert.Equal("completed", (string?)(await Client.CallAsync(HttpMethod.Post, $"{Route}/{Id(created)}/cancel"))["status"]);
    }

    [Fact]
    public async Task Background_Streamed_CanBeResumed()
    {
        var events = await Client.EventsAsync(
            HttpMethod.Post, Route, """{"model":"demo","input":"Count to 3.","temperature":0,"background":true,"stream":true}""");
        var id = (string?)events[0]["response"]!["id"];
        var again = await Client.EventsAsync(HttpMethod.Get, $"{Route}/{id}?stream=true&starting_after=2");
        Assert.Equal("response.completed", (string?)events[^1]["type"]);
        Assert.Equal(events.Skip(3).Select(WithoutObfuscation), again.Select(WithoutObfuscation));
    }

    [Fact]
    public async Task InputTokens_OfAPrompt_AreThoseOfItsResponse()
    {
        var counted = await Client.CallAsync(HttpMethod.Post, $"{Route}/input_tokens", """{"model":"demo","input":"Count to 3."}""");
        var created = await CreateAsync("""{"model":"demo","input":"Count to 3."}""");
        Assert.Equal("response.input_tokens", (string?)counted["object"]);
        Assert.Equal((int)created["usage"]!["input_tokens"]!, (int)counted["input_tokens"]!);
    }

    [Theory]
    [InlineData("GET", $"{Route}/{Unknown}", null, 404, null, null)]
    [InlineData("GET", $"{Route}/resp_1", null, 404, null, null)]
    [InlineData("GET", $"{Route}/{Unknown}?starting_after=3", null, 400, null, "starting_after")]
    [InlineData("GET", $"{Route}/{Unknown}?stream=maybe", null, 400, "invalid_type", "stream")]
    [InlineData("GET", $"{Route}/{Unknown}/input_items?limit=101", null, 400, "integer_above_max_value", "limit")]
    [InlineData("GET", $"{Route}/{Unknown}/input_items", null, 404, null, null)]
    [InlineData("DELETE", $"{Route}/{Unknown}", null, 404, null, null)]
    [InlineData("POST", $"{Route}/{Unknown}/cancel", null, 404, null, null)]
    [InlineData("POST", Route, "{", 400, null, null)]
    [InlineData("POST", Route, """{"model":"demo"}""", 400, "missing_required_parameter", "input")]
    [InlineData("POST", Route, """{"model":"none","input":"Hi"}""", 404, "model_not_found", "model")]
    [InlineData("POST", Route, """{"model":"none","input":"Hi","background":true}""", 404, "model_not_found", "model")]
    [InlineData("POST", Route, """{"model":"none","input":"Hi","stream":true}""", 404, "model_not_found", "model")]
    [InlineData("POST", Route, """{"model":"demo","input":"Hi","background":true,"store":false}""", 400, "invalid_parameter_combination", "background")]
    [InlineData("POST", Route, """{"model":"demo","input":"Hi","conversation":"conv_1"}""", 404, null, null)]
    [InlineData("POST", Route, """{"model":"demo","input":"Hi","previous_response_id":"resp_1"}""", 400, "previous_response_not_found", "previous_response_id")]
    [InlineData("POST", Route, """{"model":"demo","input":[{"role":"user","content":"Hi"},{"type":"item_reference","id":"msg_1"}]}""", 404, null, "input[1].id")]
    [InlineData("POST", Route, """{"model":"demo","input":"Hi","tools":[{"type":"function","name":"f"}]}""", 400, "unsupported_parameter", "tools")]
    [InlineData("POST", $"{Route}/input_tokens", """{"model":"none","input":"Hi"}""", 404, "model_not_found", "model")]
    public async Task Request_ThatIsWrong_IsRefusedInOpenAIsWords(
        string method, string path, string? body, int status, string? code, string? param)
    {
        var error = await Client.FailAsync(new HttpMethod(method), path, body);
        Assert.Equal((status, "invalid_request_error", code, param), (error.Status, error.Type, error.Code, error.Param));
    }

    [Fact]
    public async Task Create_TooLong_NamesTheInput()
    {
        var error = await Client.FailAsync(
            HttpMethod.Post, Route, $$"""{"model":"demo","input":"{{string.Join(' ', Enumerable.Repeat("apple", 5_000))}}"}""");
        Assert.Equal((400, "context_length_exceeded", "input"), (error.Status, error.Code, error.Param));
    }

    [Fact]
    public async Task Create_TooLongAndTruncated_IsAnswered()
    {
        var history = string.Join(
            ',', Enumerable.Range(0, 200).Select(number => $$"""{"role":"user","content":"This is sentence number {{number}} of many."}"""));
        var created = await CreateAsync(
            $$"""{"model":"demo","truncation":"auto","max_output_tokens":16,"input":[{{history}},{"role":"user","content":"Count to 3."}]}""");
        Assert.Equal("auto", (string?)created["truncation"]);
        Assert.NotNull(created["usage"]);
    }

    [Fact]
    public async Task Cancel_OfAForegroundResponse_IsRefused()
    {
        var created = await CreateAsync("""{"model":"demo","input":"Count to 3."}""");
        var error = await Client.FailAsync(HttpMethod.Post, $"{Route}/{Id(created)}/cancel");
        Assert.Equal((400, "Cannot cancel a synchronous response."), (error.Status, error.Message));
    }

    private Task<JsonObject> CreateAsync(string body) => Client.CallAsync(HttpMethod.Post, Route, body);

    private static string Id(JsonObject response) => (string)response["id"]!;

    private static string Text(JsonObject response) => (string)response["output"]![0]!["content"]![0]!["text"]!;

    private static string WithoutObfuscation(JsonObject data)
    {
        var copy = data.DeepClone().AsObject();
        copy.Remove("obfuscation");
        return copy.ToJsonString();
    }
}
