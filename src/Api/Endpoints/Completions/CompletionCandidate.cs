using System.Text;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Completions;

namespace TenantLLM.Api.Endpoints.Completions;

/// <summary>One answer to a prompt while it is put together.</summary>
internal sealed class CompletionCandidate(bool hasLogprobs)
{
    private readonly StringBuilder _text = new();
    private readonly TextLogprobsBuilder? _logprobs = hasLogprobs ? new() : null;
    private double _logprobSum;
    private int _tokens;

    public string FinishReason { get; set; } = FinishReasons.Stop;

    /// <summary>The mean log-probability of its tokens; one without tokens is the least likely.</summary>
    public double Likelihood => _tokens == 0 ? double.NegativeInfinity : _logprobSum / _tokens;

    public void Append(string text, SessionLogProbs? logProbs = null)
    {
        _text.Append(text);
        if (logProbs is null)
            return;
        _logprobSum += logProbs.Tokens.Sum(token => (double)token.LogProb);
        _tokens += logProbs.Tokens.Length;
        if (_logprobs is not null)
            logProbs.AddTo(_logprobs);
    }

    public TextChoice ToWire(int index) => new()
    {
        Text = _text.ToString(),
        Index = index,
        Logprobs = _logprobs?.Take(),
        FinishReason = FinishReason,
    };
}
