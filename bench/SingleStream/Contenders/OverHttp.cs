using System.Text.Json.Nodes;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.SingleStream.Contenders;

/// <summary>The Standalone server as its clients meet it: HTTP, authentication, grains, engine, database.</summary>
/// <param name="server">The server; both kinds of conversation share it.</param>
/// <param name="isNewConversation">Whether every answer opens a conversation: a grain is activated for it and its rows are
/// written.</param>
internal sealed class OverHttp(StandaloneServer server, bool isNewConversation) : IContender
{
    public string Name => isNewConversation ? "HTTP + Orleans, new conversation" : "HTTP + Orleans";

    public ContenderKind Kind => isNewConversation ? ContenderKind.HttpNewConversation : ContenderKind.Http;

    public TimeSpan ProcessorTime => server.ProcessorTime;

    public async Task<Answer> AnswerAsync(StreamPrompt prompt)
    {
        var request = ChatRequest.Of(prompt.Text, prompt.Tokens) with
        {
            More = new JsonObject { ["prompt_cache_key"] = isNewConversation ? $"conversation {prompt.Number}" : "bench" },
        };
        return (await server.Chat.AskAsync(request, CancellationToken.None)).Answer();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
