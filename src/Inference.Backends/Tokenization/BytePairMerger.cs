namespace TenantLLM.Inference.Backends.Tokenization;

/// <summary>
/// Merges the bytes of one word after the other into tokens: always the pair of the lowest rank, the leftmost of equals.
/// Pairs wait in a queue and neighbours are linked, so that a word of n bytes takes n log n steps. Not thread-safe.
/// </summary>
internal sealed class BytePairMerger(BytePairVocabulary vocabulary)
{
    private const int None = -1;

    private readonly PriorityQueue<Candidate, long> _candidates = new();
    private int[] _symbols = new int[64];
    private int[] _next = new int[64];
    private int[] _previous = new int[64];

    /// <summary>Appends the tokens of a word; bytes no token stands for are left out, as llama.cpp does.</summary>
    public void Encode(ReadOnlySpan<byte> word, ICollection<int> tokens)
    {
        Link(word);
        for (var left = 0; left < word.Length - 1; left++)
            Propose(left);
        while (_candidates.TryDequeue(out var candidate, out _))
        {
            if (_symbols[candidate.Left] == candidate.LeftSymbol
                && _next[candidate.Left] is not None and var right
                && _symbols[right] == candidate.RightSymbol)
                Merge(candidate.Left, right, candidate.Merged);
        }

        for (var at = word.IsEmpty ? None : 0; at != None; at = _next[at])
        {
            if (_symbols[at] < vocabulary.TokenCount)
                tokens.Add(_symbols[at]);
        }
    }

    private void Link(ReadOnlySpan<byte> word)
    {
        if (_symbols.Length < word.Length)
        {
            _symbols = new int[word.Length];
            _next = new int[word.Length];
            _previous = new int[word.Length];
        }

        for (var at = 0; at < word.Length; at++)
        {
            _symbols[at] = vocabulary.Byte(word[at]);
            _previous[at] = at - 1;
            _next[at] = at + 1 < word.Length ? at + 1 : None;
        }
    }

    private void Merge(int left, int right, int merged)
    {
        _symbols[left] = merged;
        // What still waits for the swallowed symbol no longer matches it.
        _symbols[right] = None;
        _next[left] = _next[right];
        if (_next[left] != None)
            _previous[_next[left]] = left;
        if (_previous[left] != None)
            Propose(_previous[left]);
        Propose(left);
    }

    private void Propose(int left)
    {
        var right = _next[left];
        if (right != None && vocabulary.TryGetMerge(_symbols[left], _symbols[right], out var merge))
            _candidates.Enqueue(
                new Candidate(left, _symbols[left], _symbols[right], merge.Symbol), ((long)merge.Rank << 32) | (uint)left);
    }

    private readonly record struct Candidate(int Left, int LeftSymbol, int RightSymbol, int Merged);
}
