using System.Numerics.Tensors;

namespace TenantLLM.Inference.Sampling;

/// <summary>Finds the largest values of a row. Its memory is reused: one a scheduler thread.</summary>
internal sealed class TopTokens
{
    /// <summary>Values looked at together: most blocks hold none that is large enough.</summary>
    private const int Block = 256;

    private readonly PriorityQueue<int, (float Value, int Order)> _largest = new();
    private int[] _sorted = [];

    /// <returns>The places of the largest values, the largest first; of equal ones the first is first. Valid until the next call.</returns>
    public ReadOnlySpan<int> Select(ReadOnlySpan<float> values, int count)
    {
        count = Math.Min(count, values.Length);
        if (count == 0)
            return [];
        _largest.Clear();
        for (var start = 0; start < values.Length; start += Block)
        {
            var block = values.Slice(start, Math.Min(Block, values.Length - start));
            if (_largest.Count == count && TensorPrimitives.Max(block) <= Least)
                continue;
            for (var at = 0; at < block.Length; at++)
                Offer(start + at, block[at], count);
        }

        return Sorted();
    }

    private float Least => _largest.TryPeek(out _, out var least) ? least.Value : float.NegativeInfinity;

    private void Offer(int at, float value, int count)
    {
        if (_largest.Count < count)
            _largest.Enqueue(at, (value, -at));
        else if (value > Least)
            _largest.DequeueEnqueue(at, (value, -at));
    }

    private ReadOnlySpan<int> Sorted()
    {
        var count = _largest.Count;
        if (_sorted.Length < count)
            _sorted = new int[count];
        for (var at = count - 1; at >= 0; at--)
            _sorted[at] = _largest.Dequeue();
        return _sorted.AsSpan(0, count);
    }
}
