using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TenantLLM.Api;
using TenantLLM.Api.Endpoints.Completions;
using TenantLLM.Api.Sessions;
using TenantLLM.Api.Telemetry;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Unit.Wire.Completions;
using Xunit;

namespace TenantLLM.Unit.Api.Completions;

public sealed class CompletionWritingTests
{
    private const string NoObfuscation = "\"stream\":true,\"stream_options\":{\"include_obfuscation\":false}";

    [Fact]
    public async Task Body_OfSeveralPrompts_ListsAllChoicesByIndex()
    {
        var (status, body) = await WriteAsync(
            """{"model":"demo","prompt":["p","q"],"n":2,"echo":true}""",
            Started(0),
            Text(1, "b"),
            Started(2),
            Text(2, "c"),
            Text(0, "a"),
            SessionUpdate.ChoiceFinished(3, SessionFinishReason.Length),
            SessionUpdate.Completed(new SessionUsage(5, 2, 3)));

        Assert.Equal(200, status);
        Assert.Equal([(0, "pa", "stop"), (1, "pb", "stop"), (2, "qc", "stop"), (3, "q", "length")], Choices(body));
    }

    [Fact]
    public async Task Body_OfBestOf_HasTheLikeliestOfEachPrompt()
    {
        var (_, body) = await WriteAsync(
            """{"model":"demo","prompt":["p","q"],"n":2,"best_of":3}""",
            Started(0),
            Started(3),
            Text(0, "unlikely", -3, -4),
            Text(1, "likely", -0.5f),
            Text(2, "longer", -1, -1, -1, -1),
            Text(4, "only", -9),
            SessionUpdate.Completed(new SessionUsage(5, 2, 8)));

        Assert.Equal([(0, "likely", "stop"), (1, "longer", "stop"), (2, "only", "stop"), (3, "", "stop")], Choices(body));
        using var json = JsonDocument.Parse(body);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("choices")[0].GetProperty("logprobs").ValueKind);
        Assert.Equal(8, json.RootElement.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Body_WithLogprobs_JoinsThemOfAllUpdates()
    {
        var (_, body) = await WriteAsync(
            """{"model":"demo","prompt":"p","logprobs":0}""", Started(0), Text(0, "ab", -1, -2), Text(0, "c", -3), SessionUpdate.Completed(default));

        using var json = JsonDocument.Parse(body);
        var logprobs = json.RootElement.GetProperty("choices")[0].GetProperty("logprobs");
        Assert.Equal([-1, -2, -3], logprobs.GetProperty("token_logprobs").EnumerateArray().Select(number => number.GetSingle()));
        Assert.Equal([0, 1, 2], logprobs.GetProperty("text_offset").EnumerateArray().Select(number => number.GetInt32()));
    }

    [Fact]
    public async Task Stream_OfSeveralPrompts_EchoesEachWhereItStarts()
    {
        var (_, stream) = await WriteAsync(
            $$"""{"model":"demo","prompt":[[1],[2]],"n":2,"echo":true,{{NoObfuscation}}}""",
            Started(0, "p"),
            Text(1, "b"),
            Started(2, "q"),
            SessionUpdate.ChoiceFinished(3, SessionFinishReason.Length),
            SessionUpdate.Completed(default));

        string[] expected =
        [
            "[{\"text\":\"p\",\"index\":0,", "[{\"text\":\"p\",\"index\":1,", "[{\"text\":\"b\",\"index\":1,",
            "[{\"text\":\"q\",\"index\":2,", "[{\"text\":\"q\",\"index\":3,", "[{\"text\":\"\",\"index\":3,\"logprobs\":null,\"finish_reason\":\"length\"}]",
            "data: [DONE]",
        ];
        var frames = stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Length, frames.Length);
        Assert.All(frames.Zip(expected), pair => Assert.Contains(pair.Second, pair.First, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stream_WithLogprobs_CountsOffsetsOnOverItsFrames()
    {
        var (_, stream) = await WriteAsync(
            $$"""{"model":"demo","prompt":"p","logprobs":1,{{NoObfuscation}}}""",
            Started(0), Text(0, "ab", -1, -2), Text(0, "c", -3), SessionUpdate.Completed(default));

        Assert.Contains("\"tokens\":[\"a\",\"b\"],\"token_logprobs\":[-1,-2],\"top_logprobs\":[{\"a\":-1},{\"b\":-2}],\"text_offset\":[0,1]", stream, StringComparison.Ordinal);
        Assert.Contains("\"tokens\":[\"c\"],\"token_logprobs\":[-3],\"top_logprobs\":[{\"c\":-3}],\"text_offset\":[2]", stream, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_ThatFailsLater_SendsAnErrorFrameAndDone()
    {
        var (status, stream) = await WriteAsync(
            $$"""{"model":"demo","prompt":"p",{{NoObfuscation}}}""",
            Started(0), Text(0, "a"), SessionUpdate.Failed(new SessionFailure(SessionFailureKind.Internal, "it broke")));

        var frames = stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(200, status);
        Assert.StartsWith("data: {\"error\":{", frames[^2], StringComparison.Ordinal);
        Assert.Equal("data: [DONE]", frames[^1]);
    }

    [Theory]
    [InlineData(SessionFailureKind.PromptTooLong, 400, "\"param\": \"prompt\",\n    \"code\": \"context_length_exceeded\"")]
    [InlineData(SessionFailureKind.InvalidPrompt, 400, "\"param\": \"prompt\"")]
    [InlineData(SessionFailureKind.Unsupported, 400, "\"param\": \"model\",\n    \"code\": \"unsupported_parameter\"")]
    [InlineData(SessionFailureKind.ModelNotFound, 404, "\"param\": \"model\"")]
    public async Task Failure_AtTheStart_HasItsStatusAndNamesItsParameter(SessionFailureKind kind, int status, string expected)
    {
        foreach (var stream in new[] { "false", "true" })
        {
            var (actual, body) = await WriteAsync(
                $$"""{"model":"demo","prompt":"p","stream":{{stream}}}""", SessionUpdate.Failed(new SessionFailure(kind, "why")));
            Assert.Equal(status, actual);
            Assert.Contains(expected, body, StringComparison.Ordinal);
        }
    }

    private static SessionUpdate Started(int choice, string? prompt = null) =>
        SessionUpdate.Started(new SessionStart("fp_0") { PromptText = prompt }) with { Choice = choice };

    /// <summary>A text, a letter of which is a token.</summary>
    private static SessionUpdate Text(int choice, string text, params float[] logprobs) => SessionUpdate.TextDelta(
        choice,
        text,
        logprobs.Length == 0 ? null : new SessionLogProbs([.. logprobs.Select((logprob, index) => new SessionTokenLogProb(new[] { (byte)text[index] }, logprob, []))]));

    private static IEnumerable<(int Index, string Text, string Reason)> Choices(string body)
    {
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.GetProperty("choices").EnumerateArray().Select(choice => (
            choice.GetProperty("index").GetInt32(), choice.GetProperty("text").GetString()!, choice.GetProperty("finish_reason").GetString()!))];
    }

    private static async Task<(int Status, string Body)> WriteAsync(string request, params SessionUpdate[] updates)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };
        await using var stream = new SessionStream(updates.ToAsyncEnumerable(), 64, () => { }, default);
        var events = new EventStream(Options.Create(new ApiOptions()), new ApiMetrics(new Measured()), TimeProvider.System, NullLogger<EventStream>.Instance);
        var answers = new CompletionAnswers(events, TimeProvider.System);
        await answers.WriteAsync(context, CompletionSample.Read(request), "cmpl-1", stream);
        return (context.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()));
    }
}
