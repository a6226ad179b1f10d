#pragma warning disable OPENAI001 // The package's calls for stored completions are still experimental.
using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using TenantLLM.EndToEnd.Servers;
using Xunit;

namespace TenantLLM.EndToEnd.Sdk;

/// <summary>The official OpenAI package for .NET as the judge of stored chat completions.</summary>
[Collection(StandaloneGroup.Name)]
public sealed class StoredCompletionSdkTests(StandaloneFixture standalone)
{
    private readonly string _test = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Completions_Stored_AreListedGotUpdatedAndDeleted()
    {
        var answers = new List<ChatCompletion>();
        for (var index = 0; index < 3; index++)
            answers.Add(await Chat().CompleteChatAsync([new UserChatMessage("Count to 3.")], Options()));
        var ids = answers.Select(answer => answer.Id).ToList();

        ChatCompletion stored = await Chat().GetChatCompletionAsync(ids[0]);
        Assert.Equal("1 2 3", Assert.Single(stored.Content).Text);
        Assert.Equal((answers[0].CreatedAt, answers[0].FinishReason), (stored.CreatedAt, stored.FinishReason));
        Assert.Equal(answers[0].Usage.TotalTokenCount, stored.Usage.TotalTokenCount);
        Assert.Equal(ids, await ListAsync(new() { PageSizeLimit = 2 }));
        Assert.Equal(ids.AsEnumerable().Reverse(), await ListAsync(new() { PageSizeLimit = 2, Order = ChatCompletionCollectionOrder.Descending, Model = "demo" }));

        ChatCompletion updated = await Chat().UpdateChatCompletionAsync(ids[0], new Dictionary<string, string> { ["test"] = "other" });
        Assert.Equal(ids[0], updated.Id);
        Assert.Equal(ids.Skip(1), await ListAsync(new()));

        ChatCompletionDeletionResult deleted = await Chat().DeleteChatCompletionAsync(ids[1]);
        Assert.Equal((ids[1], true), (deleted.ChatCompletionId, deleted.Deleted));
        Assert.Equal(404, (await Assert.ThrowsAsync<ClientResultException>(() => Chat().GetChatCompletionAsync(ids[1]))).Status);
    }

    [Fact]
    public async Task Messages_OfAStoredCompletion_AreUnderstood()
    {
        ChatCompletion answer = await Chat().CompleteChatAsync([new SystemChatMessage("Be brief."), new UserChatMessage("Count to 3.")], Options());

        var messages = new List<ChatCompletionMessageListDatum>();
        await foreach (var message in Chat().GetChatCompletionMessagesAsync(answer.Id, new() { PageSizeLimit = 1 }))
            messages.Add(message);

        Assert.Equal([$"{answer.Id}-0", $"{answer.Id}-1"], messages.Select(message => message.Id));
        Assert.Equal(["Be brief.", "Count to 3."], messages.Select(message => message.Content));
    }

    private ChatCompletionOptions Options() => new() { Temperature = 0, StoredOutputEnabled = true, Metadata = { ["test"] = _test } };

    private async Task<List<string>> ListAsync(ChatCompletionCollectionOptions options)
    {
        options.Metadata.Add("test", _test);
        var ids = new List<string>();
        await foreach (var completion in Chat().GetChatCompletionsAsync(options))
            ids.Add(completion.Id);
        return ids;
    }

    private ChatClient Chat() => new(
        "demo",
        new ApiKeyCredential(standalone.Server.Key),
        new OpenAIClientOptions { Endpoint = new Uri($"{standalone.Server.Url}/v1"), RetryPolicy = new ClientRetryPolicy(maxRetries: 0) });
}
