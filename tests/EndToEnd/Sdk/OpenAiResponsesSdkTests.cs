#pragma warning disable OPENAI001 // The package calls its Responses and Conversations clients experimental.
using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI.Conversations;
using OpenAI.Responses;
using TenantLLM.EndToEnd.Servers;
using Xunit;

namespace TenantLLM.EndToEnd.Sdk;

/// <summary>The official OpenAI package for .NET as the judge of responses and conversations.</summary>
[Collection(StandaloneGroup.Name)]
public class OpenAiResponsesSdkTests(StandaloneFixture standalone)
{
    [Fact]
    public async Task Responses_OfTwoTurns_AreUnderstood()
    {
        ResponseResult first = await Responses().CreateResponseAsync(Options("My name is Ada."));
        ResponseResult second = await Responses().CreateResponseAsync(Options("What is my name?", first.Id));

        Assert.Equal((ResponseStatus.Completed, "demo", first.Id), (second.Status, second.Model, second.PreviousResponseId));
        Assert.Contains("Ada", second.GetOutputText(), StringComparison.Ordinal);
        Assert.Equal(second.Usage.InputTokenCount + second.Usage.OutputTokenCount, second.Usage.TotalTokenCount);

        ResponseResult again = await Responses().GetResponseAsync(second.Id);
        Assert.Equal(second.GetOutputText(), again.GetOutputText());
        var inputs = new List<ResponseItem>();
        await foreach (var item in Responses().GetResponseInputItemsAsync(second.Id))
            inputs.Add(item);
        Assert.Equal(3, inputs.Count);

        ResponseDeletionResult deleted = await Responses().DeleteResponseAsync(second.Id);
        Assert.True(deleted.Deleted);
        Assert.Equal(404, (await Assert.ThrowsAsync<ClientResultException>(() => Responses().GetResponseAsync(second.Id))).Status);
    }

    [Fact]
    public async Task Response_Streamed_IsUnderstoodAndResumes()
    {
        var options = Options("Count to 3.");
        options.StreamingEnabled = true;
        var updates = await ReadAsync(await Responses().CreateResponseStreamingAsync(options));

        var text = string.Concat(updates.OfType<StreamingResponseOutputTextDeltaUpdate>().Select(update => update.Delta));
        var completed = Assert.IsType<StreamingResponseCompletedUpdate>(updates[^1]);
        Assert.Equal(("1 2 3", "1 2 3"), (text, completed.Response.GetOutputText()));
        Assert.Equal(Enumerable.Range(0, updates.Count), updates.Select(update => update.SequenceNumber));

        var resumed = await ReadAsync(await Responses().GetResponseStreamingAsync(
            new GetResponseOptions(completed.Response.Id) { StreamingEnabled = true, StartingAfter = 4 }));
        Assert.Equal(updates.Skip(5).Select(update => update.GetType()), resumed.Select(update => update.GetType()));
    }

    [Fact]
    public async Task Background_Cancelled_IsUnderstood()
    {
        var options = Options("Count to 3.");
        options.BackgroundModeEnabled = true;
        ResponseResult queued = await Responses().CreateResponseAsync(options);
        Assert.Equal(ResponseStatus.Queued, queued.Status);

        ResponseResult ended = await Responses().CancelResponseAsync(queued.Id);
        Assert.Contains(ended.Status, new ResponseStatus?[] { ResponseStatus.Cancelled, ResponseStatus.Completed });
    }

    [Fact]
    public async Task Conversation_WithAResponse_IsUnderstood()
    {
        var conversations = new ConversationClient(
            new ApiKeyCredential(standalone.Server.Key), new ConversationClientOptions { Endpoint = Endpoint });
        ConversationResource conversation = await conversations.CreateConversationAsync(new ConversationCreationOptions());
        var options = Options("Count to 3.");
        options.ConversationOptions = new ResponseConversationOptions(conversation.Id);
        ResponseResult response = await Responses().CreateResponseAsync(options);

        Assert.Equal(("1 2 3", conversation.Id), (response.GetOutputText(), response.ConversationOptions.ConversationId));
        ConversationDeletionResult deleted = await conversations.DeleteConversationAsync(conversation.Id);
        Assert.True(deleted.Deleted);
    }

    [Fact]
    public async Task Response_OfAnUnknownModel_IsAnError()
    {
        var options = Options("Hi");
        options.Model = "none";
        Assert.Equal(404, (await Assert.ThrowsAsync<ClientResultException>(() => Responses().CreateResponseAsync(options))).Status);
    }

    private Uri Endpoint => new($"{standalone.Server.Url}/v1");

    private ResponsesClient Responses() => new(
        new ApiKeyCredential(standalone.Server.Key),
        new ResponsesClientOptions { Endpoint = Endpoint, RetryPolicy = new ClientRetryPolicy(maxRetries: 0) });

    private static CreateResponseOptions Options(string input, string? previous = null) => new()
    {
        Model = "demo",
        Temperature = 0,
        PreviousResponseId = previous,
        InputItems = { ResponseItem.CreateUserMessageItem(input) },
    };

    private static async Task<List<StreamingResponseUpdate>> ReadAsync(AsyncStreamingResult<StreamingResponseUpdate> stream)
    {
        var updates = new List<StreamingResponseUpdate>();
        await foreach (var update in stream)
            updates.Add(update);
        return updates;
    }
}
