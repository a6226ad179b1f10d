using TenantLLM.Bench.Engine;
using TenantLLM.Bench.Servers;
using TenantLLM.Inference.Chat;

namespace TenantLLM.Bench.Turns;

/// <summary>A conversation with one server, turn after turn.</summary>
/// <param name="run">The run.</param>
/// <param name="words">Words of each question.</param>
/// <param name="tokens">Tokens of each answer.</param>
internal sealed class Conversation(ServerRun run, int words, int tokens)
{
    private readonly List<ChatMessage> _messages = [new("system", Opening(run.Prompts.Number))];

    /// <summary>Asks the next question.</summary>
    public async Task<Answer> NextAsync(IServedModel server)
    {
        _messages.Add(new ChatMessage("user", Prompts.Words(run.Prompts.Number, words)));
        var stream = await server.AskAsync(new ChatRequest([.. _messages], tokens), Tenant.Main, CancellationToken.None);
        _messages.Add(new ChatMessage("assistant", stream.Text()));
        return stream.Answer();
    }

    /// <summary>Asks the last question again at the end of a conversation that is the same but for its first words: a prompt as
    /// long, none of which any server has seen.</summary>
    public async Task<Answer> ColdAsync(IServedModel server)
    {
        var messages = _messages.SkipLast(1).ToArray();
        messages[0] = new ChatMessage("system", Opening(run.Prompts.Number));
        return (await server.AskAsync(new ChatRequest(messages, tokens), Tenant.Main, CancellationToken.None)).Answer();
    }

    private static string Opening(int number) => $"{number} is the number of this conversation. Answer in short sentences.";
}
