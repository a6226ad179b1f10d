using System.ClientModel;
using Microsoft.Extensions.AI;
using OpenAI;
using TenantLLM.EndToEnd.Servers;
using Xunit;

namespace TenantLLM.EndToEnd.Sdk;

/// <summary><c>Microsoft.Extensions.AI</c> over the official package, as .NET applications use it.</summary>
[Collection(StandaloneGroup.Name)]
public sealed class ExtensionsAITests : IDisposable
{
    private static readonly ChatOptions Greedy = new() { Temperature = 0 };

    private readonly IChatClient _chat;
    private readonly IChatClient _responses;
    private readonly IEmbeddingGenerator<string, Embedding<float>> _embeddings;

    public ExtensionsAITests(StandaloneFixture standalone)
    {
        var client = new OpenAIClient(
            new ApiKeyCredential(standalone.Server.Key), new OpenAIClientOptions { Endpoint = new Uri($"{standalone.Server.Url}/v1") });
        _chat = client.GetChatClient("demo").AsIChatClient();
#pragma warning disable OPENAI001 // The packages' part for responses is still experimental.
        _responses = client.GetResponsesClient().AsIChatClient("demo");
#pragma warning restore OPENAI001
        _embeddings = client.GetEmbeddingClient("demo").AsIEmbeddingGenerator();
    }

    [Fact]
    public async Task Chat_NotStreamed_IsUnderstood()
    {
        var response = await _chat.GetResponseAsync("Count to 3.", Greedy);

        Assert.Equal("1 2 3", response.Text);
        Assert.Equal((ChatFinishReason.Stop, "demo"), (response.FinishReason, response.ModelId));
        Assert.Equal((13, 5, 18), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount));
    }

    [Fact]
    public async Task Chat_Streamed_IsUnderstood()
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in _chat.GetStreamingResponseAsync("Count to 3.", Greedy))
            updates.Add(update);

        Assert.Equal("1 2 3", string.Concat(updates.Select(update => update.Text)));
        var response = updates.ToChatResponse();
        Assert.Equal((ChatFinishReason.Stop, ChatRole.Assistant), (response.FinishReason, Assert.Single(response.Messages).Role));
        Assert.Equal(18, response.Usage!.TotalTokenCount);
    }

    [Fact]
    public async Task Conversation_OfTwoTurns_RecallsTheName()
    {
        List<ChatMessage> messages = [new(ChatRole.User, "My name is Zorab.")];
        messages.AddMessages(await _chat.GetResponseAsync(messages, Greedy));
        messages.Add(new(ChatRole.User, "What is my name?"));

        Assert.Equal("Your name is Zorab.", (await _chat.GetResponseAsync(messages, Greedy)).Text);
    }

    [Fact]
    public async Task Responses_OfTwoTurns_KnowTheName()
    {
        // Not streamed: for that the package calls a method that the official one no longer has in this version.
        var first = await _responses.GetResponseAsync("My name is Zorab.", Greedy);
        var second = await _responses.GetResponseAsync(
            "What is my name?", new ChatOptions { Temperature = 0, ConversationId = first.ConversationId });

        Assert.StartsWith("resp_", first.ConversationId, StringComparison.Ordinal);
        Assert.Equal("Your name is Zorab.", second.Text);
    }

    [Fact]
    public async Task Embeddings_OfTexts_AreUnderstood()
    {
        var vectors = await _embeddings.GenerateAsync(["One", "Two"]);

        Assert.Equal(2, vectors.Count);
        Assert.All(vectors, vector => Assert.Equal(192, vector.Vector.Length));
        Assert.True(vectors.Usage!.InputTokenCount > 0);
    }

    public void Dispose()
    {
        _chat.Dispose();
        _responses.Dispose();
        _embeddings.Dispose();
    }
}
