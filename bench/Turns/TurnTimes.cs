using TenantLLM.Bench.Reports;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.Turns;

/// <summary>First texts of conversations by their turn, in milliseconds.</summary>
internal sealed class TurnTimes
{
    private readonly List<List<double>> _byTurn = [];
    private readonly List<double> _cold = [];
    private Answer? _last;

    public int Turns => _byTurn.Count;

    /// <summary>Of the last turn.</summary>
    public double Last => At(Turns);

    public double LastP95 => Percentile.Of(_byTurn[^1], 0.95);

    /// <summary>Of prompts as long as the last turn's.</summary>
    public double Cold => Spread.Of(_cold).Median;

    public double LastOverCold => Last / Cold;

    /// <summary>Tokens of the last prompt.</summary>
    public int PromptTokens => _last?.PromptTokens ?? 0;

    /// <summary>Those of them that needed no prefill, as the server says.</summary>
    public int CachedTokens => _last?.CachedTokens ?? 0;

    /// <param name="turn">From 1.</param>
    public double At(int turn) => Spread.Of(_byTurn[turn - 1]).Median;

    /// <param name="turn">From 1.</param>
    /// <param name="answer">The answer of one conversation.</param>
    public void Add(int turn, Answer answer)
    {
        if (turn > Turns)
            _byTurn.Add([]);
        _byTurn[turn - 1].Add(answer.FirstText.TotalMilliseconds);
        _last = answer;
    }

    public void AddCold(Answer answer) => _cold.Add(answer.FirstText.TotalMilliseconds);
}
