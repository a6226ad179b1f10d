using System.Text.Json;
using TenantLLM.TestKit;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Json;
using Xunit;

namespace TenantLLM.Unit.Wire;

public class StoredCompletionBodyTests
{
    private const string Id = "chatcmpl-0123456789012345678901";

    private static readonly StoredChatCompletion Completion = new(new ChatCompletionEcho
    {
        RequestId = "req_1",
        Seed = 7,
        TopP = 1,
        Temperature = 0.5,
        User = "ann",
    })
    {
        Id = Id,
        Model = "demo",
        Created = 1770950813,
        Usage = Sample.Completion.Usage,
        SystemFingerprint = "fp_0123456789",
        Metadata = new Dictionary<string, string> { ["topic"] = "test" },
        Choices = Sample.TwoChoices.Choices,
    };

    private static readonly StoredChatCompletionList Completions = new() { Data = [Completion], HasMore = true };

    private static readonly StoredChatMessageList Messages = new()
    {
        Data =
        [
            new StoredChatMessage
            {
                Id = $"{Id}-0", Role = "user", Content = "a\nb", Name = "Ann", ContentParts = [new StoredContentPart("a"), new StoredContentPart("b")],
            },
            new StoredChatMessage
            {
                Id = $"{Id}-1",
                Role = "assistant",
                Content = null,
                Refusal = "No.",
                ToolCalls = [new ChatToolCall { Id = "call_1", Function = new ChatFunctionCall("f", "{}") }],
            },
            new StoredChatMessage { Id = $"{Id}-2", Role = "tool", Content = "42", ToolCallId = "call_1" },
        ],
        HasMore = false,
    };

    [Fact]
    public void Completion_Stored_IsThis() => Assert.Equal(
        """
        {
          "object": "chat.completion",
          "id": "chatcmpl-0123456789012345678901",
          "model": "demo",
          "created": 1770950813,
          "request_id": "req_1",
          "tool_choice": null,
          "usage": {
            "prompt_tokens": 11,
            "completion_tokens": 9,
            "total_tokens": 20,
            "prompt_tokens_details": {
              "cached_tokens": 4,
              "audio_tokens": 0
            },
            "completion_tokens_details": {
              "reasoning_tokens": 0,
              "audio_tokens": 0,
              "accepted_prediction_tokens": 0,
              "rejected_prediction_tokens": 0
            }
          },
          "seed": 7,
          "top_p": 1,
          "temperature": 0.5,
          "presence_penalty": 0,
          "frequency_penalty": 0,
          "system_fingerprint": "fp_0123456789",
          "input_user": "ann",
          "service_tier": "default",
          "tools": null,
          "metadata": {
            "topic": "test"
          },
          "choices": [],
          "response_format": null
        }
        """,
        Sample.Json(Completion with { Choices = [] }, WireJson.Bodies.StoredChatCompletion));

    [Fact]
    public void Messages_OfEveryKind_AreThis() => Assert.Equal(
        """
        {
          "object": "list",
          "data": [
            {
              "id": "chatcmpl-0123456789012345678901-0",
              "role": "user",
              "content": "a\nb",
              "name": "Ann",
              "content_parts": [
                {
                  "type": "text",
                  "text": "a"
                },
                {
                  "type": "text",
                  "text": "b"
                }
              ],
              "refusal": null
            },
            {
              "id": "chatcmpl-0123456789012345678901-1",
              "role": "assistant",
              "content": null,
              "name": null,
              "content_parts": null,
              "refusal": "No.",
              "tool_calls": [
                {
                  "id": "call_1",
                  "type": "function",
                  "function": {
                    "name": "f",
                    "arguments": "{}"
                  }
                }
              ]
            },
            {
              "id": "chatcmpl-0123456789012345678901-2",
              "role": "tool",
              "content": "42",
              "name": null,
              "content_parts": null,
              "refusal": null,
              "tool_call_id": "call_1"
            }
          ],
          "first_id": "chatcmpl-0123456789012345678901-0",
          "last_id": "chatcmpl-0123456789012345678901-2",
          "has_more": false
        }
        """,
        Sample.Json(Messages, WireJson.Bodies.StoredChatMessageList));

    [Fact]
    public void Deleted_Completion_IsThis() => Assert.Equal(
        """
        {
          "object": "chat.completion.deleted",
          "id": "chatcmpl-1",
          "deleted": true
        }
        """,
        Sample.Json(new DeletedChatCompletion("chatcmpl-1"), WireJson.Bodies.DeletedChatCompletion));

    [Fact]
    public void List_OfNothing_HasEmptyIds() => Assert.Equal(
        """
        {
          "object": "list",
          "data": [],
          "first_id": "",
          "last_id": "",
          "has_more": false
        }
        """,
        Sample.Json(new StoredChatCompletionList { Data = [], HasMore = false }, WireJson.Bodies.StoredChatCompletionList));

    [SharedFact(OpenApiDocument.SharedPath)]
    public void Bodies_AgainstTheDocument_HaveNoFault()
    {
        Assert.Empty(Faults("ChatCompletionList", Sample.Json(Completions, WireJson.Bodies.StoredChatCompletionList)));
        Assert.Empty(Faults("ChatCompletionDeleted", Sample.Json(new DeletedChatCompletion(Id), WireJson.Bodies.DeletedChatCompletion)));

        // The document says that all messages are the assistant's; its own example is a user's.
        Assert.Equal(
            ["$.data[0].role: 'user' is not allowed", "$.data[2].role: 'tool' is not allowed"],
            Faults("ChatCompletionMessageList", Sample.Json(Messages, WireJson.Bodies.StoredChatMessageList)));
    }

    [SharedFact(OpenApiDocument.SharedPath)]
    public void Bodies_AgainstTheDocumentsExamples_HaveTheirKeysInOrder()
    {
        var completions = Example("ChatCompletionList");
        var messages = Example("ChatCompletionMessageList");

        Assert.Equal(Keys(completions), Keys(Parse(Sample.Json(Completions, WireJson.Bodies.StoredChatCompletionList))));
        Assert.Equal(Keys(completions.GetProperty("data")[0]), Keys(Parse(Sample.Json(Completion, WireJson.Bodies.StoredChatCompletion))));
        Assert.Equal(
            Keys(messages.GetProperty("data")[0]).Append("refusal"),
            Keys(Parse(Sample.Json(Messages, WireJson.Bodies.StoredChatMessageList)).GetProperty("data")[0]));
    }

    [SharedFact("openai/recordings/ChatTests/GetChatCompletionMessagesHandlesNonExistentCompletion.json")]
    public void NotFound_AgainstRecordedTraffic_IsTheSame() => Assert.True(JsonElement.DeepEquals(
        Recording.Responses("ChatTests/GetChatCompletionMessagesHandlesNonExistentCompletion").Single(),
        Parse(Sample.Json(ApiError.CompletionNotFound("comp_nonexistent_12345").Envelope, WireJson.Bodies.ErrorEnvelope))));

    [Theory]
    [InlineData("chatcmpl-1-0", 0)]
    [InlineData("chatcmpl-1-12", 12)]
    [InlineData("chatcmpl-1--1", null)]
    [InlineData("chatcmpl-1-", null)]
    [InlineData("chatcmpl-1-x", null)]
    [InlineData("chatcmpl-1-99999999999", null)]
    [InlineData("chatcmpl-2-0", null)]
    [InlineData("", null)]
    public void PlaceOf_MessageId_IsItsPlace(string id, int? place) => Assert.Equal(place, StoredMessageIds.PlaceOf(id, "chatcmpl-1"));

    private static IReadOnlyList<string> Faults(string schema, string body) => OpenApiDocument.Shared.Faults(schema, Parse(body));

    private static JsonElement Example(string schema) =>
        Parse(OpenApiDocument.Shared.Schema(schema).GetProperty("x-oaiMeta").GetProperty("example").GetString()!);

    private static IEnumerable<string> Keys(JsonElement value) => value.EnumerateObject().Select(property => property.Name);

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
