using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Chat;

[Collection(StandaloneGroup.Name)]
public partial class ChatBodyTests(StandaloneFixture standalone)
{
    [Fact]
    public async Task Completion_OfACount_IsThisByteForByte() => Assert.Equal(
        """
        {
          "id": "ID",
          "object": "chat.completion",
          "created": 0,
          "model": "demo",
          "choices": [
            {
              "index": 0,
              "message": {
                "role": "assistant",
                "content": "1 2 3",
                "refusal": null,
                "annotations": []
              },
              "logprobs": null,
              "finish_reason": "stop"
            }
          ],
          "usage": {
            "prompt_tokens": 13,
            "completion_tokens": 5,
            "total_tokens": 18,
            "prompt_tokens_details": {
              "cached_tokens": 0,
              "audio_tokens": 0
            },
            "completion_tokens_details": {
              "reasoning_tokens": 0,
              "audio_tokens": 0,
              "accepted_prediction_tokens": 0,
              "rejected_prediction_tokens": 0
            }
          },
          "service_tier": "default",
          "system_fingerprint": "FP"
        }
        """,
        Varying().Replace(await standalone.Client.AnswerAsync(ChatCalls.Request("Count to 3.")), match => match.ValueSpan switch
        {
            ['c', ..] => "ID",
            ['f', ..] => "FP",
            _ => "0",
        }));

    [Fact]
    public async Task Completion_StreamedAndNot_SaysTheSame() => Assert.Equal(
        await standalone.Client.SayAsync(ChatCalls.Request("Tell me a story.")),
        EventStream.Answer(await standalone.Client.AnswerAsync(ChatCalls.StreamRequest("Tell me a story."))).Text);

    [Fact]
    public async Task Completion_WithTheSameSeed_SaysTheSame()
    {
        var request = ChatCalls.Request("Tell me a story.");
        request["temperature"] = 1;
        request["seed"] = 42;

        Assert.Equal(await standalone.Client.SayAsync(request), await standalone.Client.SayAsync(request));
    }

    [Fact]
    public async Task Completion_OfALaterTurn_RecallsTheFirst()
    {
        var request = ChatCalls.Request("My name is Zorab.");
        var messages = (JsonArray)request["messages"]!;
        messages.Add(ChatCalls.Message("assistant", await standalone.Client.SayAsync(request)));
        messages.Add(ChatCalls.Message("user", "What is my name?"));

        Assert.Contains("Zorab", await standalone.Client.SayAsync(request), StringComparison.Ordinal);
    }

    [SharedFact(OpenApiDocument.SharedPath)]
    public async Task Completion_OfText_FitsTheDocument()
    {
        using var body = JsonDocument.Parse(await standalone.Client.AnswerAsync(ChatCalls.Request("Hello!")));

        Assert.Empty(OpenApiDocument.Shared.Faults("CreateChatCompletionResponse", body.RootElement));
    }

    /// <summary>What differs from answer to answer; how much of the prompt is warm depends on the tests before.</summary>
    [GeneratedRegex("(?<=\"id\": \")chatcmpl-[0-9A-Za-z]{22,}(?=\")|(?<=\"created\": )[0-9]{10}(?=,)|(?<=\": \")fp_[0-9a-f]{10}(?=\")|(?<=\"cached_tokens\": )[0-9]+(?=,)")]
    private static partial Regex Varying();
}
