using System.Threading.Channels;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Sampling;

namespace TenantLLM.Inference.Scheduling;

/// <summary>A request on its way through the scheduler, and its place in the decoder while it runs. All but cancellation
/// belongs to the scheduler's thread.</summary>
internal sealed class Sequence(int[] prompt, int completionLimit, SamplingOptions sampling, long seed, AnswerText answer, int readerLag)
{
    private readonly Channel<GenerationUpdate> _updates = Channel.CreateBounded<GenerationUpdate>(
        new BoundedChannelOptions(readerLag) { SingleReader = true, SingleWriter = true });

    private readonly int[] _sampled = new int[1];
    private volatile bool _isCancelled;

    /// <summary>The updates but for the last, which is <see cref="End"/>.</summary>
    public ChannelReader<GenerationUpdate> Updates => _updates.Reader;

    /// <summary>The last update; set before <see cref="Updates"/> completes.</summary>
    public GenerationUpdate? End { get; private set; }

    public bool IsCancelled => _isCancelled;

    public SamplingOptions Sampling => sampling;

    public long Seed => seed;

    /// <summary>The decoder's number for it; null while it waits.</summary>
    public int? Slot { get; set; }

    /// <summary>Tokens the decoder holds.</summary>
    public int Held { get; private set; }

    /// <summary>Tokens sampled and part of the answer.</summary>
    public int Completion { get; private set; }

    /// <summary>Tokens the decoder has yet to see: the rest of the prompt, or the token sampled last.</summary>
    public ReadOnlyMemory<int> Pending { get; private set; } = prompt;

    public TokenUsage Usage => new(prompt.Length, 0, Completion);

    public void Cancel() => _isCancelled = true;

    /// <summary>Notes that the decoder has seen the next pending tokens.</summary>
    public void Advance(int tokens)
    {
        Held += tokens;
        Pending = Pending[tokens..];
    }

    /// <summary>Takes in a sampled token: emits what text it completes, and ends the sequence where it must end.</summary>
    public void Accept(int token)
    {
        if (answer.IsEndOfTurn(token))
        {
            Finish(FinishReason.Stop);
            return;
        }

        Completion++;
        _sampled[0] = token;
        Pending = _sampled;
        if (!Emit(answer.Append(token)))
            Fail(new GenerationFailure(GenerationFailureKind.ReaderTooSlow, "The reader of the stream fell too far behind."));
        else if (answer.IsStopped)
            Finish(FinishReason.Stop);
        else if (Completion == completionLimit)
            Finish(FinishReason.Length);
    }

    public void Fail(GenerationFailure failure) => Complete(new GenerationUpdate.Failed(failure, Usage));

    private void Finish(FinishReason reason)
    {
        var delivered = Emit(answer.Flush()) && _updates.Writer.TryWrite(new GenerationUpdate.ChoiceFinished(0, reason));
        if (delivered)
            Complete(new GenerationUpdate.Completed(Usage));
        else
            Fail(new GenerationFailure(GenerationFailureKind.ReaderTooSlow, "The reader of the stream fell too far behind."));
    }

    private bool Emit(string text) => text.Length == 0 || _updates.Writer.TryWrite(new GenerationUpdate.TextDelta(0, text));

    private void Complete(GenerationUpdate end)
    {
        End = end;
        _updates.Writer.TryComplete();
    }
}
