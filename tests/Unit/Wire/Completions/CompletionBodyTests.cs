using System.Text.Json;
using TenantLLM.TestKit;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Json;
using Xunit;
using static TenantLLM.Unit.Wire.Completions.CompletionSample;

namespace TenantLLM.Unit.Wire.Completions;

public class CompletionBodyTests
{
    private static readonly string Text = JsonSerializer.Serialize(Completion, WireJson.Bodies.TextCompletion);

    [Fact]
    public void Completion_OfTwoChoices_IsThis() => Assert.Equal(
        """
        {
          "id": "cmpl-0123456789012345678901",
          "object": "text_completion",
          "created": 1770950813,
          "model": "demo",
          "choices": [
            {
              "text": "Grüße 👋",
              "index": 0,
              "logprobs": null,
              "finish_reason": "stop"
            },
            {
              "text": "Hi",
              "index": 1,
              "logprobs": {
                "tokens": [
                  "H",
                  "i"
                ],
                "token_logprobs": [
                  -0.25,
                  -9999
                ],
                "top_logprobs": [
                  {
                    "H": -0.25,
                    "J": -1.5
                  },
                  {
                    "i": -9999
                  }
                ],
                "text_offset": [
                  0,
                  1
                ]
              },
              "finish_reason": "length"
            }
          ],
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
          "system_fingerprint": "fp_0123456789"
        }
        """,
        Text);

    [Fact]
    public void Stream_OfTwoChoices_IsThis()
    {
        const string Head = """data: {"id":"cmpl-0123456789012345678901","object":"text_completion","created":1770950834,"model":"demo","system_fingerprint":"fp_0123456789","choices":[""";
        const string Usage = """{"prompt_tokens":26,"completion_tokens":10,"total_tokens":36,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}""";
        Assert.Equal(
            $$"""
            {{Head}}{"text":"I'm","index":0,"logprobs":null,"finish_reason":null}],"usage":null}

            {{Head}}{"text":"Hi","index":1,"logprobs":{"tokens":["H","i"],"token_logprobs":[-0.25,-9999],"top_logprobs":[{"H":-0.25,"J":-1.5},{"i":-9999}],"text_offset":[0,1]},"finish_reason":null}],"usage":null}

            {{Head}}{"text":"","index":0,"logprobs":null,"finish_reason":"stop"}],"usage":null}

            {{Head}}{"text":"","index":1,"logprobs":null,"finish_reason":"length"}],"usage":null}

            {{Head}}],"usage":{{Usage}}}

            data: [DONE]


            """,
            Stream(new ChatStreamOptions(IncludeUsage: true, IncludeObfuscation: false)));
    }

    [Fact]
    public void Stream_WithoutUsage_HasNoSuchKey() =>
        Assert.DoesNotContain("usage", Stream(new ChatStreamOptions(false, false)), StringComparison.Ordinal);

    [Fact]
    public void Stream_Obfuscated_HidesTheLengths()
    {
        var frames = Sample.Frames(Stream(ChatStreamOptions.Default));
        Assert.Equal(4, frames.Count);
        Assert.All(frames, frame => Assert.Contains("\"obfuscation\":\"", frame, StringComparison.Ordinal));
        Assert.Single(frames.Select(frame => frame.Length % 16).Distinct());
    }

    [SharedFact(OpenApiDocument.SharedPath)]
    public void Answers_OfBothKinds_FitTheDocument()
    {
        Assert.Empty(Faults(Text));

        // The document has one schema for both, and lets no finish reason be null, as OpenAI's own frames have it.
        foreach (var frame in Sample.Frames(Stream(new ChatStreamOptions(IncludeUsage: false, IncludeObfuscation: false))))
            Assert.All(Faults(frame), fault => Assert.Contains("finish_reason", fault, StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Faults(string json)
    {
        using var body = JsonDocument.Parse(json);
        return OpenApiDocument.Shared.Faults("CreateCompletionResponse", body.RootElement);
    }
}
