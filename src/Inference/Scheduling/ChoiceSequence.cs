using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Sampling;

namespace TenantLLM.Inference.Scheduling;

/// <summary>One choice of an answer.</summary>
internal sealed class ChoiceSequence : Sequence
{
    private readonly Generation _generation;
    private readonly AnswerText _answer;
    private readonly int _limit;
    private readonly int _promptLength;

    // Sampled, but not in an update yet: what they mean in text is still open.
    private readonly List<int> _unsent = [];
    private readonly List<TokenLogProb> _unsentLogProbs = [];

    /// <param name="generation">What it is a part of.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="start">Which choice, and what it has said already.</param>
    /// <param name="prompt">The prompt's tokens.</param>
    /// <param name="limit">The most tokens of the choice, those it began with included.</param>
    /// <param name="seed">The seed of its randomness.</param>
    /// <param name="answer">Turns its tokens into text.</param>
    public ChoiceSequence(
        Generation generation, GenerationRequest request, ChoiceStart start, int[] prompt, int limit, long seed, AnswerText answer)
        : base(request.TenantId, request.ConversationId, [.. prompt, .. start.Emitted])
    {
        _generation = generation;
        _answer = answer;
        _limit = limit;
        _promptLength = prompt.Length;
        Index = start.Index;
        TopLogProbs = request.TopLogProbs;
        Sampling = new SamplingState(request.Sampling, seed, start.Index, prompt);

        // Their text was emitted where they were sampled; what was held back of it there is held back here, too.
        foreach (var token in start.Emitted)
        {
            Sampling.Count(token);
            answer.Append(token);
        }
    }

    public int Index { get; }

    /// <summary>How many likeliest tokens are wanted beside each; null: no log-probabilities.</summary>
    public int? TopLogProbs { get; }

    public SamplingState Sampling { get; }

    /// <summary>Tokens of the answer.</summary>
    public int Completion => Length - _promptLength;

    public override int MostTokens => _promptLength + _limit;

    public override bool ReusesPrefix => true;

    public bool HasFinished { get; private set; }

    public override bool IsCancelled => _generation.IsCancelled || _generation.End is not null;

    public override bool HasEnded => HasFinished || _generation.End is not null;

    /// <summary>The choices that may now start from this one's prompt; none the second time.</summary>
    public IEnumerable<ChoiceSequence> Fork()
    {
        if (_generation.IsForked)
            return [];
        _generation.IsForked = true;
        return _generation.Choices.Where(choice => choice != this && !choice.HasEnded);
    }

    public override void Start(int place, int reused)
    {
        base.Start(place, reused);
        _generation.Started(reused);
    }

    /// <summary>Takes in a sampled token: emits what text it completes, and ends the choice where it must end.</summary>
    public void Accept(int token, TokenLogProb? logProb)
    {
        _generation.NoteToken();
        if (_answer.IsEndOfTurn(token))
        {
            Finish(FinishReason.Stop);
            return;
        }

        Append(token);
        Sampling.Count(token);
        _unsent.Add(token);
        if (logProb is not null)
            _unsentLogProbs.Add(logProb);
        var text = _answer.Append(token);
        if (text.Length > 0)
            Emit(text);
        FinishIfDone();
    }

    /// <summary>Ends a choice that has said all it may: one that is continued may have before its first step.</summary>
    public void FinishIfDone()
    {
        if (_answer.IsStopped)
            Finish(FinishReason.Stop);
        else if (Completion >= _limit)
            Finish(FinishReason.Length);
    }

    public override void Fail(GenerationFailure failure) => _generation.Fail(failure);

    private void Finish(FinishReason reason)
    {
        var text = _answer.Flush();
        if (text.Length > 0 || (_unsentLogProbs.Count > 0 && !_answer.IsStopped))
            Emit(text);
        HasFinished = true;
        _generation.Finish(this, reason);
    }

    private void Emit(string text)
    {
        _generation.Emit(new GenerationUpdate.TextDelta(Index, text)
        {
            Tokens = [.. _unsent],
            LogProbs = [.. _unsentLogProbs],
            CachedTokens = _generation.Cached,
        });
        _unsent.Clear();
        _unsentLogProbs.Clear();
    }
}
