namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>
/// Which row of the cache each sequence lies in, and how many tokens it holds. A batch runs over neighbouring rows, so
/// before one its sequences are brought together; they stay so, and steps of the same sequences move nothing.
/// </summary>
internal sealed class SequenceRows
{
    private const int None = -1;

    private readonly KeyValueCache _cache;
    private readonly int[] _rowOf;
    private readonly int[] _sequenceAt;
    private readonly int[] _lengths;
    private readonly bool[] _wanted;

    // The rows of the last batch, and those beside it that sequences were put into since.
    private int _batchFirst;
    private int _batchEnd;

    public SequenceRows(KeyValueCache cache, int count)
    {
        _cache = cache;
        _rowOf = new int[count];
        _sequenceAt = new int[count];
        _lengths = new int[count];
        _wanted = new bool[count];
        Array.Fill(_rowOf, None);
        Array.Fill(_sequenceAt, None);
    }

    public int Count => _rowOf.Length;

    /// <summary>Tokens a sequence holds; 0 for one never used.</summary>
    public int Length(int sequence) => _lengths[sequence];

    public void SetLength(int sequence, int length) => _lengths[sequence] = length;

    /// <summary>A sequence's row. One it does not have yet is made free beside the batch it will join: who lies there is moved while the
    /// sequence has no tokens yet, since moving it later would cost all of them.</summary>
    public int RowOf(int sequence)
    {
        if (_rowOf[sequence] == None)
            Place(sequence, FreeRowBesideBatch());
        return _rowOf[sequence];
    }

    public void Release(int sequence)
    {
        _lengths[sequence] = 0;
        if (_rowOf[sequence] == None)
            return;
        _sequenceAt[_rowOf[sequence]] = None;
        _rowOf[sequence] = None;
    }

    /// <summary>Makes a sequence hold the first tokens of another.</summary>
    public void CopyPrefix(int source, int destination, int length)
    {
        if (source != destination)
        {
            // Into a new row, beside the batch; and first, as making room for it may move the other.
            Release(destination);
            var row = RowOf(destination);
            _cache.Copy(RowOf(source), row, length);
        }

        _lengths[destination] = length;
    }

    public SavedRow Save(int sequence, int length)
    {
        var data = new NativeBuffer<float>(_cache.Floats(length));
        _cache.Exchange(RowOf(sequence), data, length, back: false);
        return new SavedRow(data, length);
    }

    public void Restore(int sequence, SavedRow saved)
    {
        Release(sequence);
        _cache.Exchange(RowOf(sequence), saved.Data, saved.Length, back: true);
        _lengths[sequence] = saved.Length;
    }

    /// <summary>Brings sequences into neighbouring rows, in any order, moving as few tokens as it can.</summary>
    /// <returns>The first of the rows.</returns>
    public int BringTogether(ReadOnlySpan<int> sequences)
    {
        foreach (var sequence in sequences)
            RowOf(sequence);
        var (first, last) = (int.MaxValue, 0);
        foreach (var sequence in sequences)
            (first, last) = (Math.Min(first, RowOf(sequence)), Math.Max(last, RowOf(sequence)));
        if (last - first + 1 == sequences.Length)
            return Remember(first, sequences.Length);

        Array.Clear(_wanted);
        foreach (var sequence in sequences)
            _wanted[_rowOf[sequence]] = true;
        var window = CheapestWindow(sequences.Length);
        var outside = 0;
        for (var inside = window; inside < window + sequences.Length; inside++)
        {
            if (_wanted[inside])
                continue;
            while (!_wanted[outside] || (outside >= window && outside < window + sequences.Length))
                outside++;
            Move(outside++, inside);
        }

        return Remember(window, sequences.Length);
    }

    private int Remember(int first, int count)
    {
        (_batchFirst, _batchEnd) = (first, first + count);
        return first;
    }

    private int FreeRowBesideBatch()
    {
        var free = Array.IndexOf(_sequenceAt, None);
        var row = Cheaper(_batchFirst - 1, _batchEnd);

        // There was no batch yet, or it takes all rows.
        if (_batchEnd == 0 || row < 0)
            return free;
        if (_sequenceAt[row] != None)
            Move(row, free);
        (_batchFirst, _batchEnd) = (Math.Min(_batchFirst, row), Math.Max(_batchEnd, row + 1));
        return row;
    }

    private int Cheaper(int before, int behind) =>
        behind == Count || (before >= 0 && LengthAt(before) < LengthAt(behind)) ? before : behind;

    private int LengthAt(int row) => _sequenceAt[row] == None ? 0 : _lengths[_sequenceAt[row]];

    /// <summary>The window of so many rows for which the tokens that must leave it and enter it are fewest.</summary>
    private int CheapestWindow(int rows)
    {
        var cost = 0L;
        for (var row = 0; row < Count; row++)
            cost += row < rows ? Leaving(row) : Entering(row);
        var (best, window) = (cost, 0);
        for (var first = 1; first + rows <= Count; first++)
        {
            cost += Entering(first - 1) - Leaving(first - 1);
            cost += Leaving(first + rows - 1) - Entering(first + rows - 1);
            if (cost < best)
                (best, window) = (cost, first);
        }

        return window;
    }

    private int Entering(int row) => _wanted[row] ? LengthAt(row) : 0;

    private int Leaving(int row) => _wanted[row] ? 0 : LengthAt(row);

    /// <summary>Moves a row's sequence into another row; one that lies there takes its place.</summary>
    private void Move(int from, int to)
    {
        var (moved, displaced) = (_sequenceAt[from], _sequenceAt[to]);
        if (displaced == None)
            _cache.Copy(from, to, _lengths[moved]);
        else
            _cache.Swap(from, to, Math.Max(_lengths[moved], _lengths[displaced]));
        Place(moved, to);
        _sequenceAt[from] = None;
        if (displaced != None)
            Place(displaced, from);
    }

    private void Place(int sequence, int row)
    {
        _rowOf[sequence] = row;
        _sequenceAt[row] = sequence;
    }
}
