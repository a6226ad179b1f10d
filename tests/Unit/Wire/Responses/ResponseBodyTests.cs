using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TenantLLM.TestKit;
using TenantLLM.Wire.Conversations;
using TenantLLM.Wire.Items;
using TenantLLM.Wire.Json;
using TenantLLM.Wire.Responses;
using Xunit;

namespace TenantLLM.Unit.Wire.Responses;

public class ResponseBodyTests
{
    private static readonly ConversationObject Conversation =
        new() { Id = "conv_1", CreatedAt = 1782518134, Metadata = new Dictionary<string, string> { ["topic"] = "test" } };

    private static readonly ItemList Page = new() { Data = ResponseSample.Items, HasMore = true };

    public static TheoryData<string, int> RecordedResponses => new()
    {
        { "ResponsesTests/CanDeleteResponse", 0 },
        { "ResponsesTests/MaxTokens", 0 },
        { "ResponsesTests/MessageHistoryWorks", 0 },
        { "ResponseStoreTests/GetInputItemsWithPagination", 0 },
        { "ResponsesTests/ResponseUsingConversations", 1 },
    };

    public static TheoryData<string, int, string> RecordedBodies => new()
    {
        { "ConversationTests/CanCreateGetUpdateAndDeleteConversation", 1, Json(Conversation, WireJson.Bodies.ConversationObject) },
        { "ConversationTests/CanCreateGetUpdateAndDeleteConversation", 3, Json(DeletedObject.Conversation("conv_1"), WireJson.Bodies.DeletedObject) },
        { "ResponsesTests/CanDeleteResponse", 2, Json(DeletedObject.Response("resp_1"), WireJson.Bodies.DeletedObject) },
        { "ConversationTests/ConversationItemEndpointsAcceptIncludeQuery", 1, Json(Page with { Data = [ResponseSample.Items[0]] }, WireJson.Bodies.ItemList) },
        { "ConversationTests/ConversationItemEndpointsAcceptIncludeQuery", 2, Json(ResponseSample.Items[0], WireJson.Bodies.Item) },
    };

    [Fact]
    public void Response_OfEveryField_IsThis() => Assert.Equal(
        """
        {
          "id": "resp_aaaaaaaaaaaaaaaa0000000000000000000000000000000001",
          "object": "response",
          "created_at": 1782520122,
          "status": "completed",
          "background": true,
          "completed_at": 1782520123,
          "conversation": {
            "id": "conv_1"
          },
          "error": null,
          "frequency_penalty": 0,
          "incomplete_details": null,
          "instructions": "Be brief.",
          "max_output_tokens": 16,
          "max_tool_calls": null,
          "model": "demo",
          "moderation": null,
          "output": [
            {
              "id": "msg_aaaaaaaaaaaaaaaa0000000000000000000000000000000002",
              "type": "message",
              "status": "completed",
              "content": [
                {
                  "type": "output_text",
                  "annotations": [],
                  "logprobs": [],
                  "text": "I'm 👋"
                }
              ],
              "role": "assistant"
            }
          ],
          "parallel_tool_calls": false,
          "presence_penalty": 0,
          "previous_response_id": "resp_1",
          "prompt_cache_key": "key",
          "prompt_cache_retention": "in_memory",
          "reasoning": {
            "context": null,
            "effort": "medium",
            "summary": null
          },
          "safety_identifier": "safe",
          "service_tier": "default",
          "store": false,
          "temperature": 0.5,
          "text": {
            "format": {
              "type": "text"
            },
            "verbosity": "medium"
          },
          "tool_choice": "none",
          "tool_usage": {
            "image_gen": {
              "input_tokens": 0,
              "input_tokens_details": {
                "image_tokens": 0,
                "text_tokens": 0
              },
              "output_tokens": 0,
              "output_tokens_details": {
                "image_tokens": 0,
                "text_tokens": 0
              },
              "total_tokens": 0
            },
            "web_search": {
              "num_requests": 0
            }
          },
          "tools": [],
          "top_logprobs": 2,
          "top_p": 0.25,
          "truncation": "auto",
          "usage": {
            "input_tokens": 22,
            "input_tokens_details": {
              "cache_write_tokens": 0,
              "cached_tokens": 16
            },
            "output_tokens": 18,
            "output_tokens_details": {
              "reasoning_tokens": 0
            },
            "total_tokens": 40
          },
          "user": "user",
          "metadata": {
            "z": "1",
            "a": "é"
          }
        }
        """,
        Json(ResponseSample.Completed(ResponseSample.FullEcho), WireJson.Bodies.ResponseObject));

    [Fact]
    public void Items_OfEveryKind_AreThis() => Assert.Equal(
        """
        {"object":"list","data":[
        {"id":"msg_1","type":"message","status":"completed","content":[{"type":"input_text","text":"Hi"}],"role":"user"},
        {"id":"msg_2","type":"message","status":"incomplete","content":[{"type":"refusal","refusal":"No."}],"role":"assistant"},
        {"id":"fc_1","type":"function_call","status":"completed","arguments":"{\"a\":1}","call_id":"call_1","name":"f"},
        {"id":"fco_1","type":"function_call_output","status":"completed","call_id":"call_1","output":"42"},
        {"id":"fco_2","type":"function_call_output","status":"completed","call_id":"call_1","output":[{"type":"input_text","text":"42"}]},
        {"id":"rs_1","type":"reasoning","content":[{"type":"reasoning_text","text":"r"}],"summary":[{"type":"summary_text","text":"s"}]},
        {"id":"rs_2","type":"reasoning","summary":[]}
        ],"first_id":"msg_1","has_more":true,"last_id":"rs_2"}
        """.ReplaceLineEndings(""),
        Json(Page, WireJson.Frames.ItemList));

    [Fact]
    public void SmallBodies_OfEveryKind_AreThis()
    {
        Assert.Equal(
            """{"id":"conv_1","object":"conversation","created_at":1782518134,"metadata":{"topic":"test"}}""",
            Json(Conversation, WireJson.Frames.ConversationObject));
        Assert.Equal("""{"object":"response.input_tokens","input_tokens":7}""", Json(new InputTokenCount(7), WireJson.Frames.InputTokenCount));
        Assert.Equal(
            """{"object":"list","data":[],"first_id":"","has_more":false,"last_id":""}""",
            Json(new ItemList { Data = [], HasMore = false }, WireJson.Frames.ItemList));
    }

    [Fact]
    public void Echo_KeptAsText_ReadsBack()
    {
        var read = ResponseEcho.Parse(ResponseSample.FullEcho.Serialize());

        Assert.Equal(ResponseSample.FullEcho.Metadata, read.Metadata);
        Assert.Equal(ResponseSample.FullEcho with { Metadata = null }, read with { Metadata = null });
        Assert.Equal(Described(ResponseSample.FullEcho), Described(read));
    }

    [Fact]
    public void Echo_OfNothing_IsShortAndReadsBack()
    {
        var text = ResponseSample.Echo.Serialize();

        Assert.Equal(
            $$"""{"output_item_id":"{{ResponseSample.MessageId}}","background":false,"parallel_tool_calls":true,"store":true,"truncate":false}""",
            text);
        Assert.Equal(ResponseSample.Echo, ResponseEcho.Parse(text));
    }

    [Fact]
    public void Echo_OfARequest_RepeatsAllOfIt()
    {
        var request = ResponseSample.Read(ResponseSample.Body(
            """
            "background":true,"conversation":"conv_1","instructions":"Be brief.","max_output_tokens":16,"parallel_tool_calls":false,
            "prompt_cache_key":"key","reasoning":{"effort":"medium"},"safety_identifier":"safe","service_tier":"flex","temperature":0.5,
            "tool_choice":"none","top_logprobs":2,"top_p":0.25,"truncation":"auto","user":"user","metadata":{"z":"1","a":"é"}
            """));

        var echo = ResponseEcho.Of(request, ResponseSample.MessageId);

        Assert.Equal(Described(ResponseSample.FullEcho with { Store = true, PreviousResponseId = null }), Described(echo));
    }

    [SharedTheory("openai/recordings")]
    [MemberData(nameof(RecordedResponses))]
    public void Response_BesideOpenAIs_HasItsKeysInTheirOrder(string recording, int index)
    {
        var theirs = Recording.Responses(recording)[index];
        var echo = ResponseSample.Echo with { ConversationId = theirs.TryGetProperty("conversation", out _) ? "conv_1" : null };
        var response = recording.EndsWith("MaxTokens", StringComparison.Ordinal) ? ResponseSample.Incomplete : ResponseSample.Completed(echo);

        var ours = Parsed(Json(response, WireJson.Bodies.ResponseObject));

        Assert.Equal(theirs.TryGetProperty("billing", out _) ? ["$.billing: missing"] : [], KeyOrder.Missing(theirs, ours));
    }

    [SharedTheory("openai/recordings")]
    [MemberData(nameof(RecordedBodies))]
    public void Body_BesideOpenAIs_HasTheSameShape(string recording, int index, string ours) =>
        Assert.Equal(JsonShape.Of(Recording.Responses(recording)[index]).Replace(",purpose:String", "", StringComparison.Ordinal), JsonShape.Of(ours));

    [SharedFact(OpenApiDocument.SharedPath)]
    public void Bodies_OfEveryKind_FitTheDocument()
    {
        ResponseObject[] responses =
            [ResponseSample.Completed(), ResponseSample.Completed(ResponseSample.FullEcho), ResponseSample.Incomplete, ResponseSample.Failed];
        Assert.All(responses, response => Assert.Empty(ResponseFaults.Of("Response", Json(response, WireJson.Bodies.ResponseObject))));
        Assert.Empty(ResponseFaults.Of("ResponseItemList", Json(Page, WireJson.Bodies.ItemList)));
        Assert.Empty(ResponseFaults.Of("ConversationItemList", Json(Page, WireJson.Bodies.ItemList)));
        Assert.Empty(ResponseFaults.Of("ConversationResource", Json(Conversation, WireJson.Bodies.ConversationObject)));
        Assert.Empty(ResponseFaults.Of("DeletedConversationResource", Json(DeletedObject.Conversation("conv_1"), WireJson.Bodies.DeletedObject)));
        Assert.Empty(ResponseFaults.Of("TokenCountsResource", Json(new InputTokenCount(7), WireJson.Bodies.InputTokenCount)));
    }

    private static string Described(ResponseEcho echo) => Json(ResponseSample.Completed(echo), WireJson.Bodies.ResponseObject);

    private static string Json<T>(T value, JsonTypeInfo<T> type) => Sample.Json(value, type);

    private static JsonElement Parsed(string json) => JsonDocument.Parse(json).RootElement;
}
