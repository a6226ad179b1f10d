using System.Runtime.InteropServices;
using TenantLLM.Inference.Decoding;

namespace TenantLLM.Inference.Scheduling;

/// <summary>The tokens of one step. Built anew each step in the same lists.</summary>
/// <param name="tokenLimit">The most tokens of a step.</param>
internal sealed class StepBatch(int tokenLimit)
{
    private readonly List<SequenceInput> _inputs = [];
    private readonly List<Sequence> _sequences = [];

    public bool IsEmpty => _inputs.Count == 0;

    public ReadOnlySpan<SequenceInput> Inputs => CollectionsMarshal.AsSpan(_inputs);

    /// <summary>The sequences of <see cref="Inputs"/>, in their order.</summary>
    public IReadOnlyList<Sequence> Sequences => _sequences;

    /// <summary>Takes one token of every sequence that decodes, then chunks of prompts as far as the limit allows, oldest
    /// first.</summary>
    public void Build(IReadOnlyList<Sequence> running)
    {
        _inputs.Clear();
        _sequences.Clear();
        var left = tokenLimit;
        foreach (var sequence in running)
        {
            if (sequence.Pending.Length == 1)
                left -= Add(sequence, 1);
        }

        foreach (var sequence in running)
        {
            if (sequence.Pending.Length > 1 && left > 0)
                left -= Add(sequence, Math.Min(left, sequence.Pending.Length));
        }
    }

    private int Add(Sequence sequence, int count)
    {
        var wantsLogits = count == sequence.Pending.Length;
        _inputs.Add(new SequenceInput(sequence.Slot!.Value, sequence.Pending[..count], sequence.Held, wantsLogits ? 1 : 0));
        _sequences.Add(sequence);
        return count;
    }
}
