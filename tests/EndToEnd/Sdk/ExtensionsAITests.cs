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

    public ExtensionsAITests(StandaloneFixture standalone) => _chat = new OpenAIClient(
        new ApiKeyCredential(standalone.Server.Key), new OpenAIClientOptions { Endpoint = new Uri($"{standalone.Server.Url}/v1") })
        .GetChatClient("demo").AsIChatClient();

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

    public void Dispose() => _chat.Dispose();
}
