using System.Text;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Chat;

namespace TenantLLM.Api.Endpoints.Chat;

/// <summary>One choice of a body while it is put together.</summary>
internal sealed class ChatAnswer(int index, bool hasLogprobs)
{
    private readonly StringBuilder _text = new();
    private readonly List<ChatTokenLogprob> _logprobs = [];

    public string FinishReason { get; set; } = FinishReasons.Stop;

    public void Append(string text, SessionLogProbs? logProbs)
    {
        _text.Append(text);
        if (logProbs is not null)
            _logprobs.AddRange(logProbs.Tokens.Select(ChatMapping.ToWire));
    }

    public ChatChoice ToWire() => new()
    {
        Index = index,
        Message = new ChatResponseMessage { Content = _text.ToString() },
        Logprobs = hasLogprobs ? new ChatLogprobs(_logprobs, null) : null,
        FinishReason = FinishReason,
    };
}
