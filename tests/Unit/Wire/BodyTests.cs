using System.Text.Json;
using TenantLLM.TestKit;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Json;
using TenantLLM.Wire.Models;
using Xunit;

namespace TenantLLM.Unit.Wire;

public class BodyTests
{
    private static readonly string Models = Sample.Json(new ModelList { Data = [Sample.Model] }, WireJson.Bodies.ModelList);

    [Fact]
    public void ChatCompletion_OfText_IsThis() => Assert.Equal(
        """
        {
          "id": "chatcmpl-0123456789012345678901",
          "object": "chat.completion",
          "created": 1770950813,
          "model": "demo",
          "choices": [
            {
              "index": 0,
              "message": {
                "role": "assistant",
                "content": "Grüße 👋 \"<&'+>\"\n",
                "refusal": null,
                "annotations": []
              },
              "logprobs": null,
              "finish_reason": "stop"
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
          "service_tier": "default",
          "system_fingerprint": "fp_0123456789"
        }
        """,
        Sample.Body(Sample.Completion));

    [Fact]
    public void ChatCompletion_OfTwoChoicesWithLogprobs_IsThis() => Assert.Equal(
        """
        {
          "id": "chatcmpl-0123456789012345678901",
          "object": "chat.completion",
          "created": 1770950813,
          "model": "demo",
          "choices": [
            {
              "index": 0,
              "message": {
                "role": "assistant",
                "content": "Hi",
                "refusal": null,
                "annotations": []
              },
              "logprobs": {
                "content": [
                  {
                    "token": "Hi",
                    "logprob": -0.25,
                    "bytes": [
                      72,
                      105
                    ],
                    "top_logprobs": [
                      {
                        "token": "Hi",
                        "logprob": -0.25,
                        "bytes": [
                          72,
                          105
                        ]
                      },
                      {
                        "token": "He",
                        "logprob": -1.5,
                        "bytes": [
                          72,
                          101
                        ]
                      }
                    ]
                  }
                ],
                "refusal": null
              },
              "finish_reason": "stop"
            },
            {
              "index": 1,
              "message": {
                "role": "assistant",
                "content": "�",
                "refusal": null,
                "annotations": []
              },
              "logprobs": {
                "content": [
                  {
                    "token": "\\xf0\\x9f",
                    "logprob": -9999,
                    "bytes": [
                      240,
                      159
                    ],
                    "top_logprobs": [
                      {
                        "token": "",
                        "logprob": -2.0458236E-05,
                        "bytes": null
                      }
                    ]
                  }
                ],
                "refusal": null
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
          "service_tier": "default",
          "system_fingerprint": "fp_0123456789"
        }
        """,
        Sample.Body(Sample.TwoChoices));

    [Fact]
    public void Models_Listed_AreThis() => Assert.Equal(
        """
        {
          "object": "list",
          "data": [
            {
              "id": "demo",
              "object": "model",
              "created": 1721172741,
              "owned_by": "tenantllm"
            }
          ]
        }
        """,
        Models);

    [SharedFact("openai/recordings/ChatTests/HelloWorldChat.json")]
    public void ChatCompletion_BesideOpenAIs_HasTheSameShape() => Assert.Equal(
        JsonShape.Of(Recording.Responses("ChatTests/HelloWorldChat").Single()),
        JsonShape.Of(Sample.Body(Sample.Completion)));

    [SharedFact("openai/recordings/ChatToolTests/ParallelToolCalls.json")]
    public void ChatCompletion_OfToolCalls_HasTheShapeOfOpenAIs()
    {
        var call = new ChatToolCall { Id = "call_1", Function = new ChatFunctionCall("f", "{}") };
        var completion = Sample.Completion with
        {
            Choices =
            [
                new ChatChoice
                {
                    Index = 0,
                    Message = new ChatResponseMessage { Content = null, ToolCalls = [call] },
                    FinishReason = FinishReasons.ToolCalls,
                },
            ],
        };

        Assert.Equal(JsonShape.Of(Recording.Responses("ChatToolTests/ParallelToolCalls")[0]), JsonShape.Of(Sample.Body(completion)));
    }

    [SharedFact("openai/recordings/ModelsTests")]
    public void Models_BesideOpenAIs_HaveTheSameShape()
    {
        Assert.Equal(JsonShape.Of(Recording.Responses("ModelsTests/ListModels").Single()), JsonShape.Of(Models));
        Assert.Equal(
            JsonShape.Of(Recording.Responses("ModelsTests/GetModelInfo").Single()),
            JsonShape.Of(Sample.Json(Sample.Model, WireJson.Bodies.ModelObject)));
    }

    [SharedFact(OpenApiDocument.SharedPath)]
    public void Bodies_OfEveryKind_FitTheDocument()
    {
        Assert.Empty(OpenApiDocument.Shared.Faults("CreateChatCompletionResponse", Parse(Sample.Body(Sample.Completion))));
        Assert.Empty(OpenApiDocument.Shared.Faults("CreateChatCompletionResponse", Parse(Sample.Body(Sample.TwoChoices))));
        Assert.Empty(OpenApiDocument.Shared.Faults("ListModelsResponse", Parse(Models)));
    }

    [SharedFact(OpenApiDocument.SharedPath, "openai/recordings/ChatTests")]
    public void Document_AsAJudge_AcceptsOpenAIAndNothingLess()
    {
        var recorded = Recording.Responses("ChatTests/HelloWorldChat").Single();
        var broken = Parse(recorded.GetRawText().Replace("\"stop\"", "\"\"", StringComparison.Ordinal));

        Assert.Empty(OpenApiDocument.Shared.Faults("CreateChatCompletionResponse", recorded));
        Assert.Equal(
            ["$.choices[0].finish_reason: '' is not allowed"],
            OpenApiDocument.Shared.Faults("CreateChatCompletionResponse", broken));
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
