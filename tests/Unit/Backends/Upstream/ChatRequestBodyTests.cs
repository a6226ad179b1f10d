using System.Text;
using TenantLLM.Inference.Backends.Upstream;
using TenantLLM.Inference.Chat;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Models;
using TenantLLM.Inference.Sampling;
using Xunit;

namespace TenantLLM.Unit.Backends.Upstream;

public sealed class ChatRequestBodyTests
{
    [Fact]
    public void Body_OfAPlainRequest_HasNothingElse() => Assert.Equal(
        """{"model":"org/big","messages":[{"role":"user","content":"Hello, you."}],"stream":true,"stream_options":{"include_usage":true},"temperature":1}""",
        Write(EngineUnderTest.Request));

    [Fact]
    public void Body_OfARequestWithEverything_PassesItOn()
    {
        var request = EngineUnderTest.Request with
        {
            Prompt = new GenerationPrompt.Conversation(
            [
                new ChatMessage("assistant", null) { ToolCalls = [new ChatToolCall("call_1", "f", "{}")] },
                new ChatMessage("tool", "ok\uD800") { ToolCallId = "call_1", Name = "n" },
            ])
            {
                ReasoningEffort = "low",
            },
            Sampling = new SamplingOptions
            {
                Temperature = 0.5f,
                TopP = 0.25f,
                TopK = 40,
                MinP = 0.125f,
                FrequencyPenalty = 0.5f,
                PresencePenalty = -0.5f,
                RepetitionPenalty = 1.5f,
                Seed = long.MaxValue,
                LogitBias = new Dictionary<int, float> { [5] = -100 },
            },
            MaxTokens = 9,
            StopSequences = ["\n", "END"],
            Choices = [new ChoiceStart(0), new ChoiceStart(1)],
            TopLogProbs = 2,
        };

        Assert.Equal(
            """{"model":"org/big","messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}}]},"""
            + """{"role":"tool","content":"ok\uFFFD","name":"n","tool_call_id":"call_1"}],"stream":true,"stream_options":{"include_usage":true}"""
            + ""","temperature":0.5,"top_p":0.25,"top_k":40,"min_p":0.125,"frequency_penalty":0.5,"presence_penalty":-0.5,"repetition_penalty":1.5,"repeat_penalty":1.5"""
            + ""","seed":9223372036854775807,"logit_bias":{"5":-100},"max_completion_tokens":9,"n":2,"stop":["\n","END"],"logprobs":true,"top_logprobs":2,"reasoning_effort":"low"}""",
            Write(request, new ModelOptions { MaxTokensField = "max_completion_tokens" }));
    }

    private static string Write(GenerationRequest request, ModelOptions? options = null) => Encoding.UTF8.GetString(
        ChatRequestBody.Write(request, (GenerationPrompt.Conversation)request.Prompt, new UpstreamEndpoint(new Uri("http://localhost/v1"), "org/big", options ?? new ModelOptions())));
}
