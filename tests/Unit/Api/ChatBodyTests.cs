using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TenantLLM.Api.Endpoints.Chat;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Streaming;
using Xunit;

namespace TenantLLM.Unit.Api;

public sealed class ChatBodyTests
{
    private static readonly ChatCompletionRequest Request = new() { Model = "demo", Messages = [] };

    [Fact]
    public async Task Write_InterleavedChoices_ListsThemByIndex()
    {
        var body = await WriteAsync(
            Request with { Choices = 2 },
            SessionUpdate.TextDelta(1, "b"),
            SessionUpdate.TextDelta(0, "a"),
            SessionUpdate.TextDelta(1, "c"),
            SessionUpdate.ChoiceFinished(1, SessionFinishReason.Length),
            SessionUpdate.ChoiceFinished(0, SessionFinishReason.Stop),
            SessionUpdate.Completed(new SessionUsage(5, 2, 3)));

        Assert.Equal(
            [(0, "a", "stop"), (1, "bc", "length")],
            body.GetProperty("choices").EnumerateArray().Select(choice => (
                choice.GetProperty("index").GetInt32(),
                choice.GetProperty("message").GetProperty("content").GetString()!,
                choice.GetProperty("finish_reason").GetString()!)));
        Assert.Equal(3, body.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Write_WithLogprobs_JoinsThemOfAllUpdates()
    {
        var body = await WriteAsync(
            Request with { TopLogprobs = 0 },
            SessionUpdate.TextDelta(0, "a", new SessionLogProbs([new("a"u8.ToArray(), -1, [])])),
            SessionUpdate.TextDelta(0, "bc", new SessionLogProbs([new("b"u8.ToArray(), -2, []), new("c"u8.ToArray(), -3, [])])),
            SessionUpdate.ChoiceFinished(0, SessionFinishReason.Stop),
            SessionUpdate.Completed(new SessionUsage(5, 2, 3)));

        var logprobs = body.GetProperty("choices")[0].GetProperty("logprobs");
        Assert.Equal(JsonValueKind.Null, logprobs.GetProperty("refusal").ValueKind);
        Assert.Equal(["a", "b", "c"], logprobs.GetProperty("content").EnumerateArray().Select(token => token.GetProperty("token").GetString()));
    }

    [Fact]
    public async Task Write_WithLogprobsAndNoToken_HasAnEmptyList()
    {
        var body = await WriteAsync(
            Request with { TopLogprobs = 0 },
            SessionUpdate.ChoiceFinished(0, SessionFinishReason.Stop),
            SessionUpdate.Completed(new SessionUsage(5, 2, 0)));

        Assert.Equal(0, body.GetProperty("choices")[0].GetProperty("logprobs").GetProperty("content").GetArrayLength());
    }

    private static async Task<JsonElement> WriteAsync(ChatCompletionRequest request, params SessionUpdate[] updates)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };
        await using var stream = new SessionStream(updates.ToAsyncEnumerable(), 64, () => { }, default);
        await new ChatBody(TimeProvider.System).WriteAsync(context, new ChatStreamHeader("chatcmpl-1", 1, "demo", "fp_0"), request, stream);
        using var document = JsonDocument.Parse(body.ToArray());
        return document.RootElement.Clone();
    }
}
