using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Models;
using TenantLLM.EndToEnd.Servers;
using Xunit;

namespace TenantLLM.EndToEnd.Sdk;

/// <summary>The official OpenAI package for .NET as the judge.</summary>
[Collection(StandaloneGroup.Name)]
public class OpenAiSdkTests(StandaloneFixture standalone)
{
    private static readonly ChatCompletionOptions Greedy = new() { Temperature = 0 };

    [Fact]
    public async Task Completion_NotStreamed_IsUnderstood()
    {
        ChatCompletion completion = await Chat().CompleteChatAsync([new UserChatMessage("Count to 3.")], Greedy);

        Assert.Equal("1 2 3", Assert.Single(completion.Content).Text);
        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        Assert.Equal(ChatMessageRole.Assistant, completion.Role);
        Assert.Equal((13, 5, 18), (completion.Usage.InputTokenCount, completion.Usage.OutputTokenCount, completion.Usage.TotalTokenCount));
        Assert.Equal("demo", completion.Model);
        Assert.StartsWith("chatcmpl-", completion.Id, StringComparison.Ordinal);
        Assert.Null(completion.Refusal);
    }

    [Fact]
    public async Task Completion_Streamed_IsUnderstood()
    {
        var updates = new List<StreamingChatCompletionUpdate>();
        await foreach (var update in Chat().CompleteChatStreamingAsync([new UserChatMessage("Count to 3.")], Greedy))
            updates.Add(update);

        Assert.Equal("1 2 3", string.Concat(updates.SelectMany(update => update.ContentUpdate).Select(part => part.Text)));
        Assert.Equal(ChatMessageRole.Assistant, Assert.Single(updates, update => update.Role is not null).Role);
        Assert.Equal(ChatFinishReason.Stop, Assert.Single(updates, update => update.FinishReason is not null).FinishReason);

        // The package asks for usage.
        Assert.Equal(18, Assert.Single(updates, update => update.Usage is not null).Usage.TotalTokenCount);
        Assert.Single(updates.Select(update => (update.CompletionId, update.CreatedAt, update.Model, update.SystemFingerprint)).Distinct());
    }

    [Fact]
    public async Task Conversation_OfTwoTurns_RecallsTheName()
    {
        List<ChatMessage> messages = [new UserChatMessage("My name is Zorab.")];
        ChatCompletion first = await Chat().CompleteChatAsync(messages, Greedy);
        messages.Add(new AssistantChatMessage(first));
        messages.Add(new UserChatMessage("What is my name?"));

        ChatCompletion second = await Chat().CompleteChatAsync(messages, Greedy);

        Assert.Contains("Zorab", Assert.Single(second.Content).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_OfTheLimitOfTokens_FinishesForLength()
    {
        ChatCompletion completion = await Chat().CompleteChatAsync(
            [new UserChatMessage("Count to 3.")], new ChatCompletionOptions { Temperature = 0, MaxOutputTokenCount = 1 });

        Assert.Equal(ChatFinishReason.Length, completion.FinishReason);
        Assert.Equal(1, completion.Usage.OutputTokenCount);
    }

    [Fact]
    public async Task Logprobs_NotStreamed_AreUnderstood()
    {
        ChatCompletion completion = await Chat().CompleteChatAsync([new UserChatMessage("Count to 3.")], WithLogprobs());

        Assert.Equal("1 2 3", string.Concat(completion.ContentTokenLogProbabilities.Select(token => token.Token)));
        Assert.All(completion.ContentTokenLogProbabilities, AssertUnderstood);
    }

    [Fact]
    public async Task Logprobs_Streamed_AreUnderstood()
    {
        var tokens = new List<ChatTokenLogProbabilityDetails>();
        await foreach (var update in Chat().CompleteChatStreamingAsync([new UserChatMessage("Count to 3.")], WithLogprobs()))
            tokens.AddRange(update.ContentTokenLogProbabilities);

        Assert.Equal("1 2 3", string.Concat(tokens.Select(token => token.Token)));
        Assert.All(tokens, AssertUnderstood);
    }

    [Fact]
    public async Task Choices_MoreThanOne_AreInTheAnswer()
    {
        // The package has no property for n; it gives the first choice and the answer as it came.
        var options = new ChatCompletionOptions { Temperature = 0 };
#pragma warning disable SCME0001 // The package's way to send what it has no property for is still experimental.
        options.Patch.Set("$.n"u8, 2);
#pragma warning restore SCME0001
        var result = await Chat().CompleteChatAsync([new UserChatMessage("Count to 3.")], options);

        Assert.Equal("1 2 3", Assert.Single(result.Value.Content).Text);
        Assert.Equal(10, result.Value.Usage.OutputTokenCount);
        using var body = JsonDocument.Parse(result.GetRawResponse().Content);
        Assert.Equal(2, body.RootElement.GetProperty("choices").GetArrayLength());
    }

    [Fact]
    public async Task SamplingOptions_OfThePackage_AreHonoured()
    {
        var plain = await SayAsync(Greedy);
        var penalised = await SayAsync(new() { Temperature = 0, FrequencyPenalty = 2, PresencePenalty = 2 });
        var biased = await SayAsync(new() { Temperature = 0, MaxOutputTokenCount = 3, LogitBiases = { [60] = 100 } });

        Assert.NotEqual(plain, penalised);
        Assert.Equal(string.Concat(Enumerable.Repeat(biased[..(biased.Length / 3)], 3)), biased);

        async Task<string> SayAsync(ChatCompletionOptions options)
        {
            ChatCompletion completion = await Chat().CompleteChatAsync([new UserChatMessage("Tell me a story.")], options);
            return Assert.Single(completion.Content).Text;
        }
    }

    [Fact]
    public async Task Errors_OfAllKinds_CarryTheirStatus()
    {
        await AssertFailsAsync(401, () => Client("sk-wrong").GetChatClient("demo").CompleteChatAsync("Hi"));
        await AssertFailsAsync(404, () => Client().GetChatClient("none").CompleteChatAsync("Hi"));
        await AssertFailsAsync(400, () => Chat().CompleteChatAsync("Hi", new UserChatMessage(string.Join(' ', Enumerable.Repeat("apple", 5_000)))));
        await AssertFailsAsync(404, () => Client().GetOpenAIModelClient().GetModelAsync("none"));
    }

    [Fact]
    public async Task Errors_OfAStream_CarryTheirStatus() => await AssertFailsAsync(404, async () =>
    {
        await foreach (var _ in Client().GetChatClient("none").CompleteChatStreamingAsync("Hi"))
        {
        }
    });

    [Fact]
    public async Task Models_ListedAndAlone_AreUnderstood()
    {
        OpenAIModelCollection models = await Client().GetOpenAIModelClient().GetModelsAsync();
        OpenAIModel model = await Client().GetOpenAIModelClient().GetModelAsync("demo");

        Assert.Equal("demo", Assert.Single(models).Id);
        Assert.Equal(("demo", "tenantllm"), (model.Id, model.OwnedBy));
    }

    [Fact]
    public async Task Stream_Cancelled_EndsAtOnce()
    {
        using var leave = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Chat().CompleteChatStreamingAsync([new UserChatMessage("Tell me a story.")], Greedy, leave.Token))
                await leave.CancelAsync();
        });
    }

    private static ChatCompletionOptions WithLogprobs() =>
        new() { Temperature = 0, IncludeLogProbabilities = true, TopLogProbabilityCount = 2 };

    private static void AssertUnderstood(ChatTokenLogProbabilityDetails token)
    {
        Assert.InRange(token.LogProbability, -1, 0);
        Assert.Equal(token.Token, Encoding.UTF8.GetString(token.Utf8Bytes!.Value.Span));

        // Greedy: the likeliest token is the one that was taken.
        Assert.Equal(2, token.TopLogProbabilities.Count);
        Assert.Equal(token.Token, token.TopLogProbabilities[0].Token);
    }

    private static async Task AssertFailsAsync(int status, Func<Task> call) =>
        Assert.Equal(status, (await Assert.ThrowsAsync<ClientResultException>(call)).Status);

    private ChatClient Chat() => Client().GetChatClient("demo");

    private OpenAIClient Client(string? key = null) => new(
        new ApiKeyCredential(key ?? standalone.Server.Key),
        new OpenAIClientOptions { Endpoint = new Uri($"{standalone.Server.Url}/v1"), RetryPolicy = new ClientRetryPolicy(maxRetries: 0) });
}
