using System.Text;
using TenantLLM.Api.Endpoints.Chat;
using TenantLLM.Wire.Chat;
using Xunit;

namespace TenantLLM.Unit.Api;

public sealed class ChatMappingTests
{
    [Fact]
    public void ToSession_EverySamplingOption_IsTheSessions()
    {
        var session = ChatMapping.ToSession(
            Read(
                """
                "temperature":0.5,"top_p":0.25,"top_k":40,"min_p":0.125,"frequency_penalty":1.5,"presence_penalty":-1.5,
                "repetition_penalty":1.25,"logit_bias":{"5":-100,"7":0.5},"seed":42,"n":3,"logprobs":true,"top_logprobs":20
                """),
            "chatcmpl-1");

        Assert.Equal((0.5f, 0.25f, 40, 0.125f), (session.Temperature, session.TopP, session.TopK, session.MinP));
        Assert.Equal((1.5f, -1.5f, 1.25f), (session.FrequencyPenalty, session.PresencePenalty, session.RepetitionPenalty));
        Assert.Equal([new(5, -100), new(7, 0.5f)], session.LogitBias.AsEnumerable());
        Assert.Equal((42, 3, 20), (session.Seed, session.Choices, session.TopLogProbs));
    }

    [Fact]
    public void ToSession_PlainRequest_HasDefaultsThatChangeNothing()
    {
        var session = ChatMapping.ToSession(Read("\"user\":null"), "chatcmpl-1");

        Assert.Equal((1f, 1f, 0, 0f), (session.Temperature, session.TopP, session.TopK, session.MinP));
        Assert.Equal((0f, 0f, 1f), (session.FrequencyPenalty, session.PresencePenalty, session.RepetitionPenalty));
        Assert.Empty(session.LogitBias);
        Assert.Equal((null, 1, null), (session.Seed, session.Choices, session.TopLogProbs));
    }

    private static ChatCompletionRequest Read(string fields)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"model":"demo","messages":[{"role":"user","content":"Hi"}],{{fields}}}""");
        Assert.True(ChatCompletionRequest.TryRead(body, out var request, out var error), error?.Message);
        return request;
    }
}
