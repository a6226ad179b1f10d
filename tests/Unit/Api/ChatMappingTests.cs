using System.Text;
using TenantLLM.Api.Endpoints.Chat;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Chat;
using Xunit;

namespace TenantLLM.Unit.Api;

public sealed class ChatMappingTests
{
    [Fact]
    public void ToSession_EverySamplingOption_IsTheSessions()
    {
        var session = ToSession(
                """
                "temperature":0.5,"top_p":0.25,"top_k":40,"min_p":0.125,"frequency_penalty":1.5,"presence_penalty":-1.5,
                "repetition_penalty":1.25,"logit_bias":{"5":-100,"7":0.5},"seed":42,"n":3,"logprobs":true,"top_logprobs":20
                """);

        Assert.Equal((0.5f, 0.25f, 40, 0.125f), (session.Temperature, session.TopP, session.TopK, session.MinP));
        Assert.Equal((1.5f, -1.5f, 1.25f), (session.FrequencyPenalty, session.PresencePenalty, session.RepetitionPenalty));
        Assert.Equal([new(5, -100), new(7, 0.5f)], session.LogitBias.AsEnumerable());
        Assert.Equal((42, 3, 20), (session.Seed, session.Choices, session.TopLogProbs));
    }

    [Fact]
    public void ToSession_PlainRequest_HasDefaultsThatChangeNothing()
    {
        var session = ToSession("\"user\":null");

        Assert.Equal((1f, 1f, 0, 0f), (session.Temperature, session.TopP, session.TopK, session.MinP));
        Assert.Equal((0f, 0f, 1f), (session.FrequencyPenalty, session.PresencePenalty, session.RepetitionPenalty));
        Assert.Empty(session.LogitBias);
        Assert.Equal((null, 1, null), (session.Seed, session.Choices, session.TopLogProbs));
    }

    [Theory]
    [InlineData("\"user\":null", true, false)]
    [InlineData("\"store\":null", true, false)]
    [InlineData("\"store\":false", false, false)]
    [InlineData("\"store\":true", true, true)]
    public void ToSession_Store_SaysWhetherTheTurnIsKeptAndTheAnswerStored(string fields, bool isKept, bool isStored)
    {
        var session = ToSession(fields);

        Assert.Equal((isKept, isStored), (session.KeepTurn, session.Storage is not null));
    }

    [Fact]
    public void ToSession_StoredRequest_IsEchoed()
    {
        var session = ToSession("\"store\":true,\"metadata\":{\"b\":\"1\",\"a\":\"2\"},\"seed\":7,\"temperature\":0.5,\"user\":\"ann\"");

        Assert.Equal([new("b", "1"), new("a", "2")], session.Storage!.Metadata.AsEnumerable());
        Assert.Equal(
            new ChatCompletionEcho { RequestId = "req_1", Seed = 7, Temperature = 0.5, TopP = 1, User = "ann" },
            ChatCompletionEcho.Parse(session.Storage.Echo));
        Assert.Equal(DateTimeOffset.UnixEpoch, session.CreatedAt);
    }

    [Fact]
    public void ToSession_Messages_KeepTheirParts()
    {
        var session = ToSession(
            """
            "messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},{"role":"assistant","refusal":"No."}]
            """);

        var messages = ((SessionPrompt.Conversation)session.Prompt).Messages;
        Assert.Equal("a\nb", messages[0].Content);
        Assert.Equal(["a", "b"], messages[0].ContentParts.AsEnumerable());
        Assert.Equal((null, "No."), (messages[1].Content, messages[1].Refusal));
    }

    private static SessionRequest ToSession(string fields) =>
        ChatMapping.ToSession(Read(fields), DateTimeOffset.UnixEpoch, "req_1");

    private static ChatCompletionRequest Read(string fields)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"model":"demo","messages":[{"role":"user","content":"Hi"}],{{fields}}}""");
        Assert.True(ChatCompletionRequest.TryRead(body, out var request, out var error), error?.Message);
        return request;
    }
}
