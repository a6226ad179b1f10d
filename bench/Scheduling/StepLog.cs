using System.Diagnostics;

namespace TenantLLM.Bench.Scheduling;

/// <summary>
/// What the decoder sees of the scheduler above it: all that happens between the end of one step and the start of the next, on the
/// thread that drives it. It allocates nothing while it is written.
/// </summary>
/// <param name="steps">Steps it has room for; later ones are counted only.</param>
internal sealed class StepLog(int steps)
{
    private readonly Entry[] _entries = new Entry[steps];
    private long _left;
    private long _allocatedThen;
    private int _rowsThen;

    /// <summary>Steps so far.</summary>
    public int Count { get; private set; }

    /// <summary>Steps that, like the one before them, were a token of each of so many sequences.</summary>
    public IReadOnlyList<Entry> Full(int sequences) => _entries.AsSpan(0, Math.Min(Count, _entries.Length)).ToArray()
        .Where(entry => entry.Rows == sequences && entry.RowsBefore == sequences).ToList();

    /// <param name="rows">Sequences of the step if each has one token, else 0.</param>
    public void Enter(int rows)
    {
        if (Count < _entries.Length)
        {
            _entries[Count] = new Entry(
                rows,
                _rowsThen,
                Stopwatch.GetElapsedTime(_left).TotalMicroseconds,
                GC.GetAllocatedBytesForCurrentThread() - _allocatedThen);
        }

        Count++;
        _rowsThen = rows;
    }

    public void Leave()
    {
        _allocatedThen = GC.GetAllocatedBytesForCurrentThread();
        _left = Stopwatch.GetTimestamp();
    }

    /// <param name="Rows">Sequences of the step if each had one token, else 0.</param>
    /// <param name="RowsBefore">The same of the step before.</param>
    /// <param name="Microseconds">Since the step before ended.</param>
    /// <param name="Bytes">Allocated since then by the same thread.</param>
    internal readonly record struct Entry(int Rows, int RowsBefore, double Microseconds, long Bytes);
}
