using System.Text.Json.Nodes;
using TenantLLM.Inference.Chat;

namespace TenantLLM.Bench.Servers;

/// <summary>A conversation to be answered greedily.</summary>
/// <param name="Messages">The conversation.</param>
/// <param name="Tokens">Where the answer is cut.</param>
internal sealed record ChatRequest(IReadOnlyList<ChatMessage> Messages, int Tokens)
{
    /// <summary>Members of the body that one server alone is sent.</summary>
    public JsonObject More { get; init; } = [];

    /// <summary>Called at every read: about once a token.</summary>
    public Action OnRead { get; init; } = () => { };

    public static ChatRequest Of(string question, int tokens) => new([new ChatMessage("user", question)], tokens);

    public JsonObject Body() => new(More.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())))
    {
        ["model"] = StandaloneServer.Model,
        ["stream"] = true,
        ["stream_options"] = new JsonObject { ["include_usage"] = true },
        ["temperature"] = 0,
        ["max_tokens"] = Tokens,
        ["messages"] = new JsonArray([.. Messages.Select(message =>
            new JsonObject { ["role"] = message.Role, ["content"] = message.Content })]),
    };
}
