using System.Text;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.StoredCompletions;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Grains.Sessions;

/// <summary>What one choice of a turn has said so far.</summary>
/// <param name="mostLogProbs">How many log-probabilities are kept, those of the likeliest tokens counted; if there are more, none
/// are.</param>
internal sealed class TurnAnswer(int mostLogProbs)
{
    private readonly StringBuilder _text = new();
    private List<SessionTokenLogProb>? _logProbs = mostLogProbs > 0 ? [] : null;
    private int _logProbCount;
    private SessionFinishReason _finishReason;

    public string Text => _text.ToString();

    /// <summary>Whether the choice has ended of itself.</summary>
    public bool IsComplete { get; private set; }

    public void Append(GenerationUpdate.TextDelta delta)
    {
        _text.Append(delta.Text);
        if (_logProbs is null || EngineMapping.LogProbsOf(delta) is not { } logProbs)
            return;
        _logProbs.AddRange(logProbs.Tokens);
        _logProbCount += logProbs.Tokens.Sum(token => 1 + token.Top.Length);
        if (_logProbCount > mostLogProbs)
            _logProbs = null;
    }

    public void Finish(FinishReason reason)
    {
        IsComplete = true;
        _finishReason = reason.ToSession();
    }

    public StoredChoice ToStored() => new(Text, _finishReason, _logProbs is null ? null : new SessionLogProbs([.. _logProbs]));
}
