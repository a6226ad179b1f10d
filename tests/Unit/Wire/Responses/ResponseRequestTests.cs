using System.Buffers;
using System.Text;
using TenantLLM.TestKit;
using TenantLLM.Wire.Conversations;
using TenantLLM.Wire.Items;
using TenantLLM.Wire.Json;
using TenantLLM.Wire.Responses;
using Xunit;

namespace TenantLLM.Unit.Wire.Responses;

public class ResponseRequestTests
{
    [Fact]
    public void Request_OfTheEssentials_HasTheDefaults()
    {
        var request = ResponseSample.Read("""{"model":"demo","input":"Hi"}""");

        Assert.Equal("demo", request.Prompt.Model);
        Assert.Equal("""[{"id":null,"type":"message","status":"completed","content":[{"type":"input_text","text":"Hi"}],"role":"user"}]""", Shown(request.Prompt.Input));
        Assert.True(request is { Store: true, IncludeObfuscation: true, ParallelToolCalls: true, Stream: false, IsBackground: false });
        Assert.True(request is { TopLogprobs: null, Temperature: null, TopP: null, MaxOutputTokens: null, ToolChoice: null });
        Assert.False(request.Prompt.MayTruncate);
        Assert.Empty(request.Metadata);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("\"top_logprobs\":0", null)]
    [InlineData("\"top_logprobs\":3", 3)]
    [InlineData("\"include\":[\"message.output_text.logprobs\"]", 0)]
    [InlineData("\"include\":[\"reasoning.encrypted_content\"]", null)]
    [InlineData("\"include\":[\"message.output_text.logprobs\"],\"top_logprobs\":20", 20)]
    public void Logprobs_AskedForEitherWay_AreTold(string fields, int? expected) =>
        Assert.Equal(expected, ResponseSample.Read(ResponseSample.Body(fields)).TopLogprobs);

    [Theory]
    [InlineData("\"conv_1\"")]
    [InlineData("{\"id\":\"conv_1\"}")]
    public void Conversation_OfEitherForm_IsRead(string conversation)
    {
        var request = ResponseSample.Read($$"""{"model":"demo","conversation":{{conversation}}}""");

        Assert.Equal("conv_1", request.Prompt.ConversationId);
        Assert.Empty(request.Prompt.Input);
    }

    [Theory]
    [InlineData("""{"role":"user","content":"a"}""", """{"id":null,"type":"message","status":"completed","content":[{"type":"input_text","text":"a"}],"role":"user"}""")]
    [InlineData("""{"type":"message","role":"developer","content":[{"type":"input_text","text":"a"},{"type":"input_text","text":"b","prompt_cache_breakpoint":null}]}""", """{"id":null,"type":"message","status":"completed","content":[{"type":"input_text","text":"a"},{"type":"input_text","text":"b"}],"role":"developer"}""")]
    [InlineData("""{"role":"assistant","content":"a","phase":null}""", """{"id":null,"type":"message","status":"completed","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"a"}],"role":"assistant"}""")]
    [InlineData("""{"id":"msg_1","type":"message","status":"incomplete","content":[{"type":"output_text","annotations":[],"logprobs":[{"token":"a"}],"text":"a"},{"type":"refusal","refusal":"no"}],"role":"assistant"}""", """{"id":"msg_1","type":"message","status":"incomplete","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"a"},{"type":"refusal","refusal":"no"}],"role":"assistant"}""")]
    [InlineData("""{"id":"msg_1","type":"message","status":"in_progress","content":[],"role":"assistant"}""", """{"id":"msg_1","type":"message","status":"in_progress","content":[],"role":"assistant"}""")]
    [InlineData("""{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}""", """{"id":null,"type":"function_call","status":"completed","arguments":"{}","call_id":"c","name":"f"}""")]
    [InlineData("""{"type":"function_call_output","call_id":"c","output":"1"}""", """{"id":null,"type":"function_call_output","status":"completed","call_id":"c","output":"1"}""")]
    [InlineData("""{"type":"function_call_output","call_id":"c","output":[{"type":"input_text","text":"1"}],"id":null}""", """{"id":null,"type":"function_call_output","status":"completed","call_id":"c","output":[{"type":"input_text","text":"1"}]}""")]
    [InlineData("""{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"x","status":"completed"}""", """{"id":"rs_1","type":"reasoning","summary":[]}""")]
    [InlineData("""{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"s"}],"content":[{"type":"reasoning_text","text":"r"}]}""", """{"id":"rs_1","type":"reasoning","content":[{"type":"reasoning_text","text":"r"}],"summary":[{"type":"summary_text","text":"s"}]}""")]
    public void Item_OfAnyForm_IsRead(string item, string expected) => Assert.Equal($"[{expected}]", Shown(ResponseSample.ReadItems($"[{item}]")));

    [Theory]
    [InlineData("""{"type":"item_reference","id":"msg_1"}""")]
    [InlineData("""{"type":null,"id":"msg_1"}""")]
    [InlineData("""{"id":"msg_1"}""")]
    public void Reference_OfAnyForm_IsRead(string item) =>
        Assert.Equal([new ItemReference { Id = "msg_1" }], ResponseSample.ReadItems($"[{item}]"));

    [Fact]
    public void Items_OfOurOwnAnswers_AreReadAsTheyCame()
    {
        var sent = Shown(ResponseSample.Items);

        Assert.Equal(sent, Shown(ResponseSample.ReadItems(sent)));
    }

    [SharedFact("openai/recordings")]
    public void Requests_Recorded_AreReadUnlessTheyAskForTools()
    {
        string[] recordings =
        [
            "ResponsesTests/CanDeleteResponse", "ResponsesTests/MaxTokens", "ResponsesTests/MessageHistoryWorks",
            "ResponseStoreTests/GetInputItemsWithPagination", "ResponsesTests/HelloWorldStreaming(%gpt-4o-mini%)",
        ];
        Assert.All(recordings, recording => ResponseSample.Read(Recording.Requests(recording)[0].GetRawText()));
        Assert.Equal("tools", ResponseSample.ReadError(Recording.Requests("ResponsesTests/FunctionCallStreamingWorks")[0].GetRawText()).Param);
    }

    [Fact]
    public void TokenCount_OfAPrompt_IsRead()
    {
        var body = """{"model":"demo","input":"Hi","instructions":"Be brief.","truncation":"auto","tools":[],"text":{"format":{"type":"text"}},"reasoning":null,"parallel_tool_calls":true}""";

        Assert.True(InputTokensRequest.TryRead(ResponseSample.Bytes(body), out var request, out _));
        Assert.True(request.Prompt is { Model: "demo", Instructions: "Be brief.", MayTruncate: true, Input.Count: 1 });
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("{}", 0, 0)]
    [InlineData("""{"metadata":null,"items":null}""", 0, 0)]
    [InlineData("""{"metadata":{"a":"b"},"items":[{"role":"user","content":"a"}]}""", 1, 1)]
    [InlineData("""{"items":[]}""", 0, 0)]
    public void Conversation_ToCreate_IsRead(string body, int metadata, int items)
    {
        Assert.True(CreateConversationRequest.TryRead(ResponseSample.Bytes(body), out var request, out _));
        Assert.Equal((metadata, items), (request.Metadata.Count, request.Items.Count));
    }

    [Fact]
    public void Conversation_ToUpdate_IsRead()
    {
        Assert.True(UpdateConversationRequest.TryRead(ResponseSample.Bytes("""{"metadata":{"b":"1","a":"2"}}"""), out var request, out _));
        Assert.Equal(["b", "a"], request.Metadata.Keys);
        Assert.True(UpdateConversationRequest.TryRead(ResponseSample.Bytes("""{"metadata":null}"""), out request, out _));
        Assert.Empty(request.Metadata);
    }

    [Fact]
    public void Items_ToCreate_AreRead()
    {
        Assert.True(CreateItemsRequest.TryRead(ResponseSample.Bytes($$"""{"items":[{{Many(20)}}]}"""), out var request, out _));
        Assert.Equal(20, request.Items.Count);
    }

    [Fact]
    public void Bodies_MutatedAtRandom_AreAnsweredNotThrown()
    {
        string[] seeds =
        [
            ResponseSample.Body(""" "stream":true,"stream_options":{"include_obfuscation":true},"metadata":{"a":"b"},"include":["message.output_text.logprobs"],"top_logprobs":2 """),
            ResponseSample.BodyOf("""[{"role":"user","content":[{"type":"input_text","text":"\ud83d\ude00"}]},{"type":"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":"1"},{"type":"reasoning","id":"r","summary":[{"type":"summary_text","text":"s"}]},{"id":"m"}]"""),
            """{"model":"demo","conversation":{"id":"c"},"background":true,"store":true,"reasoning":{"effort":"none"},"text":{"format":{"type":"text"},"verbosity":"medium"},"tools":[],"tool_choice":"auto","truncation":"auto","items":[{"id":"m"}]}""",
        ];
        var mutator = new BodyMutator(seed: 20261125);
        var outcomes = new HashSet<string>();

        for (var round = 0; round < 6000; round++)
        {
            var body = new ReadOnlySequence<byte>(mutator.Mutate(Encoding.UTF8.GetBytes(seeds[round % seeds.Length])));
            var isRead = CreateResponseRequest.TryRead(body, out _, out var error);
            CreateConversationRequest.TryRead(body, out _, out _);
            InputTokensRequest.TryRead(body, out _, out _);

            Assert.Equal(isRead, error is null);
            Assert.True(isRead || error!.Status == 400);
            outcomes.Add(isRead ? "read" : error!.Code ?? "none");
        }

        // The mutations reach past the parser.
        Assert.True(outcomes.Count > 8, string.Join(", ", outcomes));
    }

    public static string Many(int count) => string.Join(',', Enumerable.Repeat("""{"role":"user","content":"a"}""", count));

    private static string Shown(IReadOnlyList<Item> items) =>
        "[" + string.Join(',', items.Select(item => Sample.Json(item, WireJson.Frames.Item))) + "]";
}
