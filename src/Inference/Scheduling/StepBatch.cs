namespace TenantLLM.Inference.Scheduling;

/// <summary>
/// The tokens of one step. Every sequence that decodes takes one; prompts take chunks. A step is bounded: beside sequences that decode
/// it is no larger than one in which all places decode and one chunk is read, so that prompts hold up nobody's next token for long, and
/// without them it is as large as the limit says. A prompt of which no more than two chunks are to be computed is one chunk: a short question, or the next
/// turn of a conversation, waits for one step. Of longer ones a chunk ends at a multiple of its size; none is of one token, which
/// decoders compute otherwise than several. Whatever else is in the batch, so that a prompt is computed alike alone and beside others. Built anew each step
/// in the same lists.
/// A decoder that computes prompts apart is given each in a step of its own, before the next step that decodes: as many tokens between two of those as
/// would have been in one, and a chunk more of tenants that run nothing else. So a first token does not wait for what others decode, and who comes in such
/// a step waits for a short one.
/// </summary>
/// <param name="tokenLimit">The most tokens of a step in which nothing decodes.</param>
/// <param name="places">Sequences that may decode at once.</param>
/// <param name="chunk">The most tokens of a long prompt in a step.</param>
/// <param name="promptsApart">Whether the decoder computes prompts apart.</param>
internal sealed class StepBatch(int tokenLimit, int places, int chunk, bool promptsApart = false)
{
    private readonly List<ChoiceSequence> _decoding = [];
    private readonly List<Sequence> _prompts = [];
    private long _step;

    /// <summary>Tokens of prompts since the last step that decoded.</summary>
    private int _read;

    /// <summary>For the decoder's Decode.</summary>
    public BatchPart<ChoiceSequence> Choices { get; } = new();

    /// <summary>For the decoder's Embed.</summary>
    public BatchPart<EmbeddingSequence> Texts { get; } = new();

    public int Count => Choices.Count + Texts.Count;

    public IEnumerable<Sequence> Sequences => Choices.Sequences.Concat<Sequence>(Texts.Sequences);

    /// <param name="running">The sequences that have a place, oldest first.</param>
    public void Build(List<Sequence> running)
    {
        Choices.Clear();
        Texts.Clear();
        _decoding.Clear();
        _prompts.Clear();
        foreach (var sequence in running)
        {
            if (sequence is ChoiceSequence { Pending: 1, IsSuspect: false } choice)
                _decoding.Add(choice);
            else
                _prompts.Add(sequence);
        }

        _step++;
        SortPrompts();
        var limit = _decoding.Count > 0 ? chunk + Math.Max(0, places - _decoding.Count) : tokenLimit;
        if (!promptsApart || _decoding.Count == 0)
            AddDecoding();
        AddPrompts(limit);
        if (Count == 0)
            AddDecoding();
    }

    /// <summary>Only the given sequence: if its part of a step breaks it, it breaks none but its own.</summary>
    public void BuildAlone(Sequence sequence)
    {
        Choices.Clear();
        Texts.Clear();
        AddChunk(sequence, ChunkOf(sequence));
    }

    private void AddDecoding()
    {
        foreach (var choice in _decoding)
            Choices.Add(choice, 1, logits: 1);
        _read = 0;
    }

    /// <summary>Adds chunks of prompts in their order, as far as the limit has room beside those read already; one at least, so that all
    /// get on.</summary>
    private void AddPrompts(int limit)
    {
        foreach (var sequence in _prompts)
        {
            var count = ChunkOf(sequence);
            if (_read > 0 && _read + count > limit + ExpressRoom(sequence))
                continue;
            AddChunk(sequence, count);
            sequence.Account.LastPrefill = _step;
            _read += count;
            if (promptsApart)
                return;
        }
    }

    /// <summary>Tokens that a tenant which runs nothing else may read beyond the limit.</summary>
    private int ExpressRoom(Sequence sequence) => promptsApart && sequence.Account.Running == 1 ? chunk : 0;

    /// <summary>Tenants take turns: the one whose prompts were computed longest ago is first. An insertion sort: the list is short, and
    /// sequences of one tenant stay in their order.</summary>
    private void SortPrompts()
    {
        for (var next = 1; next < _prompts.Count; next++)
        {
            var sequence = _prompts[next];
            var at = next;
            for (; at > 0 && _prompts[at - 1].Account.LastPrefill > sequence.Account.LastPrefill; at--)
                _prompts[at] = _prompts[at - 1];
            _prompts[at] = sequence;
        }
    }

    /// <summary>Tokens of a prompt's next chunk.</summary>
    private int ChunkOf(Sequence sequence)
    {
        var aligned = chunk - (sequence.Held % chunk);
        if (aligned == 1)
            aligned += chunk;
        return sequence.Length - sequence.Reused <= 2 * chunk || sequence.Pending <= aligned + 1 ? sequence.Pending : aligned;
    }

    private void AddChunk(Sequence sequence, int count)
    {
        if (sequence is ChoiceSequence choice)
            Choices.Add(choice, count, logits: count == sequence.Pending ? 1 : 0);
        else
            Texts.Add((EmbeddingSequence)sequence, count, logits: 0);
    }
}
