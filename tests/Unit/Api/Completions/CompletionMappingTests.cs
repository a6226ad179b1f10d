using TenantLLM.Api.Endpoints.Completions;
using TenantLLM.Grains.Abstractions.Inputs;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Unit.Wire.Completions;
using Xunit;

namespace TenantLLM.Unit.Api.Completions;

public sealed class CompletionMappingTests
{
    [Fact]
    public void ToSession_EveryOption_IsTheSessions()
    {
        var session = ToSession(
            """
            "temperature":0.5,"top_p":0.25,"top_k":40,"min_p":0.125,"frequency_penalty":1.5,"presence_penalty":-1.5,
            "repetition_penalty":1.25,"logit_bias":{"5":-100},"seed":42,"n":3,"logprobs":5,"max_tokens":7,"stop":["a"]
            """);

        Assert.Equal((0.5f, 0.25f, 40, 0.125f), (session.Temperature, session.TopP, session.TopK, session.MinP));
        Assert.Equal((1.5f, -1.5f, 1.25f), (session.FrequencyPenalty, session.PresencePenalty, session.RepetitionPenalty));
        Assert.Equal([new(5, -100)], session.LogitBias.AsEnumerable());
        Assert.Equal((42, 3, 5, 7), (session.Seed, session.Choices, session.TopLogProbs, session.MaxTokens));
        Assert.Equal(["a"], session.StopSequences.AsEnumerable());
        Assert.Equal(new RawInput.OfText("Hi"), Assert.IsType<SessionPrompt.Raw>(session.Prompt).Text);
    }

    [Fact]
    public void ToSession_PlainRequest_HasDefaultsAndIsNotKept()
    {
        var session = ToSession("\"user\":null");
        Assert.Equal((1f, 1f, 0f, 0f, 1f), (session.Temperature, session.TopP, session.FrequencyPenalty, session.PresencePenalty, session.RepetitionPenalty));
        Assert.Equal((1, 16, null, false), (session.Choices, session.MaxTokens, session.TopLogProbs, session.KeepTurn));
    }

    [Fact]
    public void ToSession_BestOf_AsksForWhatItIsFoundBy()
    {
        Assert.Equal((3, 0), (ToSession("\"best_of\":3").Choices, ToSession("\"best_of\":3").TopLogProbs));
        Assert.Null(ToSession("\"best_of\":2,\"n\":2").TopLogProbs);
    }

    private static SessionRequest ToSession(string fields)
    {
        var request = CompletionSample.Read(CompletionSample.Body(fields));
        return CompletionMapping.ToSession(request, request.Prompts[0], "cmpl-1");
    }
}
