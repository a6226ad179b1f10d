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

    /// <summary>A sequence's row; one it does not have yet is the first free one.</summary>
    public int RowOf(int sequence)
    {
        if (_rowOf[sequence] == None)
            Place(sequence, Array.IndexOf(_sequenceAt, None));
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
        if (source != destination && length > 0)
            _cache.Copy(RowOf(source), RowOf(destination), length);
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
        _cache.Exchange(RowOf(sequence), saved.Data, saved.Length, back: true);
        _lengths[sequence] = saved.Length;
    }

    /// <summary>Brings sequences into neighbouring rows, in any order, moving as few tokens as it can.</summary>
    /// <returns>The first of the rows.</returns>
    public int BringTogether(ReadOnlySpan<int> sequences)
    {
        var (first, last) = (int.MaxValue, 0);
        foreach (var sequence in sequences)
            (first, last) = (Math.Min(first, RowOf(sequence)), Math.Max(last, RowOf(sequence)));
        if (last - first + 1 == sequences.Length)
            return first;

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

        return window;
    }

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

    private int Entering(int row) => _wanted[row] ? _lengths[_sequenceAt[row]] : 0;

    private int Leaving(int row) => !_wanted[row] && _sequenceAt[row] != None ? _lengths[_sequenceAt[row]] : 0;

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
