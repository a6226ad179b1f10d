using System.Runtime.InteropServices;
using TenantLLM.Inference.Decoding;

namespace TenantLLM.Inference.Scheduling;

/// <summary>Some sequences with their tokens of one step.</summary>
internal sealed class BatchPart<TSequence>
    where TSequence : Sequence
{
    private readonly List<SequenceInput> _inputs = [];
    private readonly List<TSequence> _sequences = [];

    public int Count => _sequences.Count;

    public ReadOnlySpan<SequenceInput> Inputs => CollectionsMarshal.AsSpan(_inputs);

    /// <summary>The sequences of <see cref="Inputs"/>, in their order.</summary>
    public IReadOnlyList<TSequence> Sequences => _sequences;

    public void Add(TSequence sequence, int count, int logits)
    {
        _inputs.Add(new SequenceInput(sequence.Place!.Value, sequence.Next(count), sequence.Held, logits));
        _sequences.Add(sequence);
    }

    public void Clear()
    {
        _inputs.Clear();
        _sequences.Clear();
    }
}
