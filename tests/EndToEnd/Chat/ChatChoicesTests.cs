using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Chat;

/// <summary>Several choices of an answer, and the probabilities of their tokens.</summary>
[Collection(StandaloneGroup.Name)]
public class ChatChoicesTests(StandaloneFixture standalone)
{
    private const string Prompt = "Tell me a story.";

    [Fact]
    public async Task Completion_OfThreeChoices_ListsThemByIndexAndCountsAll()
    {
        using var body = JsonDocument.Parse(await standalone.Client.AnswerAsync(Sampled(choices: 3)));

        var choices = body.RootElement.GetProperty("choices").EnumerateArray().ToList();
        Assert.Equal([0, 1, 2], choices.Select(choice => choice.GetProperty("index").GetInt32()));
        Assert.Equal(3, choices.Select(Said).Distinct().Count());
        Assert.Equal(3 * 12, body.RootElement.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Completion_OfThreeChoicesStreamedAndNot_SaysTheSame()
    {
        using var body = JsonDocument.Parse(await standalone.Client.AnswerAsync(Sampled(choices: 3)));
        var stream = await standalone.Client.AnswerAsync(Streamed(Sampled(choices: 3)));

        var frames = EventStream.Frames(stream).Select(Choice).ToLookup(choice => choice.GetProperty("index").GetInt32());
        foreach (var choice in body.RootElement.GetProperty("choices").EnumerateArray())
        {
            var deltas = frames[choice.GetProperty("index").GetInt32()].Select(frame => frame.GetProperty("delta")).ToList();
            Assert.Equal("""{"role":"assistant","content":"","refusal":null}""", deltas[0].GetRawText());
            Assert.Equal("{}", deltas[^1].GetRawText());
            Assert.Equal(Said(choice), string.Concat(deltas[1..^1].Select(delta => delta.GetProperty("content").GetString())));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Logprobs_OfAnAnswer_AreThoseOfItsBytes(bool stream)
    {
        var request = Sampled(choices: 1);
        request["logprobs"] = true;
        request["top_logprobs"] = 3;

        var choices = stream
            ? EventStream.Frames(await standalone.Client.AnswerAsync(Streamed(request))).Select(Choice).ToList()
            : [Choice(await standalone.Client.AnswerAsync(request))];

        var tokens = choices.Select(choice => choice.GetProperty("logprobs")).Where(logprobs => logprobs.ValueKind != JsonValueKind.Null)
            .SelectMany(logprobs => logprobs.GetProperty("content").EnumerateArray()).ToList();
        var bytes = tokens.SelectMany(token => token.GetProperty("bytes").EnumerateArray().Select(value => value.GetByte())).ToArray();
        Assert.Equal(string.Concat(choices.Select(Said)), Encoding.UTF8.GetString(bytes));
        Assert.Equal(12, tokens.Count);
        Assert.All(tokens, token =>
        {
            Assert.InRange(token.GetProperty("logprob").GetDouble(), -9999, 0);
            var top = token.GetProperty("top_logprobs").EnumerateArray().Select(one => one.GetProperty("logprob").GetDouble()).ToList();
            Assert.Equal(3, top.Count);
            Assert.Equal(top.OrderDescending(), top);
        });
    }

    [SharedFact(OpenApiDocument.SharedPath)]
    public async Task Answers_OfChoicesWithLogprobs_FitTheDocument()
    {
        var request = Sampled(choices: 2);
        request["logprobs"] = true;
        request["top_logprobs"] = 2;

        using var body = JsonDocument.Parse(await standalone.Client.AnswerAsync(request));
        Assert.Empty(OpenApiDocument.Shared.Faults("CreateChatCompletionResponse", body.RootElement));
        Assert.All(EventStream.Frames(await standalone.Client.AnswerAsync(Streamed(request))), frame => Assert.Empty(
            OpenApiDocument.Shared.Faults("CreateChatCompletionStreamResponse", JsonDocument.Parse(frame).RootElement)));
    }

    [Fact]
    public async Task LogitBias_OfOneToken_MakesItTheAnswerAndLeavesItsProbability()
    {
        var request = ChatCalls.Request("Count to 3.");
        request["logit_bias"] = new JsonObject { ["60"] = 100 };
        request["max_completion_tokens"] = 4;
        request["logprobs"] = true;

        var tokens = Choice(await standalone.Client.AnswerAsync(request)).GetProperty("logprobs").GetProperty("content").EnumerateArray().ToList();

        Assert.Equal(4, tokens.Count);
        Assert.Single(tokens.Select(token => token.GetProperty("token").GetString()).Distinct());
        Assert.True(tokens[0].GetProperty("logprob").GetDouble() < -1, "the probability is the model's own, before the bias");
    }

    /// <summary>Twelve tokens of a seed.</summary>
    private static JsonObject Sampled(int choices)
    {
        var request = ChatCalls.Request(Prompt);
        request["temperature"] = 1;
        request["seed"] = 5;
        request["n"] = choices;
        request["max_completion_tokens"] = 12;
        return request;
    }

    private static JsonObject Streamed(JsonObject request)
    {
        var streamed = ChatCalls.StreamRequest(Prompt);
        foreach (var (name, value) in request)
            streamed[name] = value?.DeepClone();
        return streamed;
    }

    private static JsonElement Choice(string json) => JsonDocument.Parse(json).RootElement.GetProperty("choices")[0];

    /// <summary>The text of a choice, or of what a frame adds to it.</summary>
    private static string Said(JsonElement choice)
    {
        var said = choice.TryGetProperty("message", out var message) ? message : choice.GetProperty("delta");
        return said.TryGetProperty("content", out var content) ? content.GetString()! : "";
    }
}
