using System.Threading.Channels;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Telemetry;

namespace TenantLLM.Inference.Scheduling;

/// <summary>One request while it is answered: its choices, and the updates that its reader has yet to read. What its choices do to it
/// comes from the scheduler's thread; it can be ended from any.</summary>
internal sealed class Generation
{
    private readonly Channel<GenerationUpdate> _updates;
    private readonly int _promptTokens;
    private readonly GenerationTimes? _times;
    private IReadOnlyList<ChoiceSequence> _choices = [];
    private GenerationUpdate? _end;
    private volatile bool _isCancelled;
    private volatile bool _isRunning;
    private int _cached;

    /// <param name="promptTokens">Tokens of the prompt.</param>
    /// <param name="readerLag">Updates its reader may be behind.</param>
    /// <param name="times">Where its stages are noted; null: nobody asks.</param>
    public Generation(int promptTokens, int readerLag, GenerationTimes? times = null)
    {
        _promptTokens = promptTokens;
        _times = times;
        _updates = Channel.CreateBounded<GenerationUpdate>(new BoundedChannelOptions(readerLag) { SingleReader = true });
    }

    /// <summary>The choices; the first is computed first, and the others start from what it computed of the prompt.</summary>
    public IReadOnlyList<ChoiceSequence> Choices => _choices;

    /// <summary>The updates but for the last, which is <see cref="End"/>.</summary>
    public ChannelReader<GenerationUpdate> Updates => _updates.Reader;

    /// <summary>The last update; set before <see cref="Updates"/> completes.</summary>
    public GenerationUpdate? End => Volatile.Read(ref _end);

    public bool IsCancelled => _isCancelled;

    /// <summary>Whether its first choice was admitted.</summary>
    public bool IsRunning => _isRunning;

    /// <summary>Whether the other choices were let into the queue.</summary>
    public bool IsForked { get; set; }

    /// <summary>Prompt tokens that needed no prefill.</summary>
    public int Cached => _cached;

    public TokenUsage Usage => new(_promptTokens, _cached, _choices.Sum(choice => choice.Completion));

    public void Begin(IReadOnlyList<ChoiceSequence> choices)
    {
        _choices = choices;
        foreach (var choice in choices)
            choice.FinishIfDone();
    }

    /// <summary>Its reader has left: nothing more is computed.</summary>
    public void Cancel() => _isCancelled = true;

    /// <summary>A choice was admitted, and needs no prefill of some of the prompt.</summary>
    public void Started(int reused)
    {
        if (!_isRunning)
            _cached = Math.Min(reused, _promptTokens);
        _isRunning = true;
        _times?.NoteAdmitted();
    }

    /// <summary>A token was sampled.</summary>
    public void NoteToken() => _times?.NoteToken();

    public void Emit(GenerationUpdate update)
    {
        if (!_updates.Writer.TryWrite(update) && End is null)
            Fail(new GenerationFailure(GenerationFailureKind.ReaderTooSlow, "The reader of the stream fell too far behind."));
    }

    /// <summary>A choice has ended; with the last of them the generation does.</summary>
    public void Finish(ChoiceSequence choice, FinishReason reason)
    {
        Emit(new GenerationUpdate.ChoiceFinished(choice.Index, reason));
        if (_choices.All(each => each.HasFinished))
            Complete(new GenerationUpdate.Completed(Usage));
    }

    public void Fail(GenerationFailure failure) => Complete(new GenerationUpdate.Failed(failure, Usage));

    private void Complete(GenerationUpdate end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is not null)
            return;
        _updates.Writer.TryComplete();
    }
}
