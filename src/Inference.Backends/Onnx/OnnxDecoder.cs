using System.Runtime.InteropServices;
using TenantLLM.Inference.Backends.Decoding;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>
/// A decoder on ONNX Runtime. Inputs of one token run together as one call of [B, 1]; longer ones, chunks of a prompt,
/// as calls of [1, S].
/// </summary>
internal sealed class OnnxDecoder : IDecoder
{
    /// <summary>
    /// Attention takes a prompt's positions in tiles of twice the head size, which is a multiple of this, and computes a tile of one in
    /// another kernel, which rounds otherwise. A call that would end in such a tile gets one position more, so that a prompt's numbers are
    /// the same however it is cut.
    /// </summary>
    private const int AttentionTile = 32;

    private readonly LlamaSession _session;
    private readonly SequenceRows _rows;
    private readonly DecoderArguments _arguments;
    private readonly int _vocabulary;
    private readonly List<int> _singles = [];
    private readonly List<int> _places = [];
    private readonly HashSet<int> _seen = [];

    public OnnxDecoder(LlamaSession session, ITokenizer tokenizer, DecoderInfo info)
    {
        _session = session;
        _vocabulary = tokenizer.VocabularySize;
        _rows = new SequenceRows(session.Cache, info.MaxSequences);
        _arguments = new DecoderArguments(_rows.Length, _rows.Count, _vocabulary, info.ContextLength);
        Tokenizer = tokenizer;
        Info = info;
    }

    public DecoderInfo Info { get; }

    public ITokenizer Tokenizer { get; }

    public Logits Decode(ReadOnlySpan<SequenceInput> batch)
    {
        var (logits, singleLogits) = Validate(batch);
        // The rows behind the result's hold those of single tokens that are not together in the result.
        _session.Buffers.ReserveLogits(logits + singleLogits + 1);
        RunSingles(batch, logits);
        var first = 0;
        foreach (var input in batch)
        {
            if (input.Tokens.Length > 1)
                RunPrompt(input, first, logits);
            first += input.LogitCount;
        }

        return new Logits(_session.Buffers.Logits(0, logits), _vocabulary);
    }

    public void Embed(in SequenceInput input, Span<float> sum)
    {
        _arguments.Input(input with { LogitCount = 0 });
        if (sum.Length != _session.Embedding.Width)
            throw new ArgumentException($"An embedding has {_session.Embedding.Width} floats, not {sum.Length}.", nameof(sum));
        for (var at = 0; at < input.Tokens.Length; at += _session.MaxCallTokens)
        {
            var (chunk, columns) = NextChunk(input, at);
            for (var position = 0; position < chunk; position++)
                _session.Buffers.Wanted[position] = position;
            _session.Run(_rows.RowOf(input.Sequence), 1, columns, 0, chunk, hidden: true);
            _session.Embedding.AddHidden(_session.Buffers.Hidden(chunk), sum);
            _rows.SetLength(input.Sequence, input.Start + at + chunk);
        }
    }

    public void Truncate(int sequence, int length)
    {
        _arguments.Held(sequence, length);
        _rows.SetLength(sequence, length);
    }

    public void CopyPrefix(int source, int destination, int length)
    {
        _arguments.Held(source, length);
        _arguments.Sequence(destination);
        _rows.CopyPrefix(source, destination, length);
    }

    public SavedSequence Save(int sequence, int length)
    {
        _arguments.Held(sequence, length);
        return _rows.Save(sequence, length);
    }

    public void Restore(int sequence, SavedSequence saved)
    {
        _arguments.Sequence(sequence);
        _rows.Restore(sequence, (SavedRow)saved);
    }

    public void Drop(int sequence)
    {
        _arguments.Sequence(sequence);
        _rows.Release(sequence);
    }

    public void Dispose() => _session.Dispose();

    /// <summary>Runs the inputs of one token as one call; their logits go where the result wants them.</summary>
    private void RunSingles(ReadOnlySpan<SequenceInput> batch, int spare)
    {
        if (_singles.Count == 0)
            return;
        var buffers = _session.Buffers;
        var window = _rows.BringTogether(CollectionsMarshal.AsSpan(_singles));
        var (result, wanted) = (0, 0);
        buffers.Longest = 0;
        foreach (var input in batch)
        {
            if (input.Tokens.Length == 1)
            {
                var row = _rows.RowOf(input.Sequence) - window;
                _session.Embedding.Read(input.Tokens.Span[0], buffers.Embedded(row));
                buffers.LastPositions[row] = input.Start;
                buffers.Longest = Math.Max(buffers.Longest, input.Start + 1);
                if (input.LogitCount == 1)
                {
                    buffers.Wanted[wanted++] = row;
                    _places.Add(result);
                }
            }

            result += input.LogitCount;
        }

        var together = wanted > 0 && _places[^1] - _places[0] == wanted - 1;
        Run(window, _singles.Count, 1, together ? _places[0] : spare, wanted);
        for (var i = 0; i < wanted && !together; i++)
            buffers.Logits(spare + i, 1).CopyTo(buffers.Logits(_places[i], 1));
        foreach (var sequence in _singles)
            _rows.SetLength(sequence, _rows.Length(sequence) + 1);
    }

    /// <summary>Runs one sequence's chunk, in calls of bounded size.</summary>
    private void RunPrompt(in SequenceInput input, int result, int spare)
    {
        var buffers = _session.Buffers;
        var firstWanted = input.Tokens.Length - input.LogitCount;
        for (var at = 0; at < input.Tokens.Length; at += _session.MaxCallTokens)
        {
            var (chunk, columns) = NextChunk(input, at);
            var wanted = 0;
            for (var position = Math.Max(at, firstWanted); position < at + chunk; position++)
                buffers.Wanted[wanted++] = position - at;
            Run(_rows.RowOf(input.Sequence), 1, columns, wanted > 0 ? result : spare, wanted);
            result += wanted;
            _rows.SetLength(input.Sequence, input.Start + at + chunk);
        }
    }

    /// <summary>Puts what a call can take of an input's tokens into the buffers.</summary>
    /// <returns>How many, and the call's columns. One behind the tokens changes nothing before it, and the next call writes over it.</returns>
    private (int Tokens, int Columns) NextChunk(in SequenceInput input, int at)
    {
        var buffers = _session.Buffers;
        var chunk = input.Tokens.Span[at..Math.Min(at + _session.MaxCallTokens, input.Tokens.Length)];
        for (var i = 0; i < chunk.Length; i++)
            _session.Embedding.Read(chunk[i], buffers.Embedded(i));
        var columns = chunk.Length;
        if (columns % AttentionTile == 1)
            buffers.Embedded(columns++).Clear();
        buffers.Longest = input.Start + at + columns;
        buffers.LastPositions[0] = buffers.Longest - 1;
        return (chunk.Length, columns);
    }

    /// <summary>Runs a call. One that wants no logits takes those of its first position, to a spare row: an empty product is
    /// not worth a graph of its own.</summary>
    private void Run(int firstRow, int rows, int columns, int firstLogits, int wanted)
    {
        if (wanted == 0)
            _session.Buffers.Wanted[0] = 0;
        _session.Run(firstRow, rows, columns, firstLogits, Math.Max(wanted, 1));
    }

    /// <summary>Checks a batch and counts the logits it wants: all, and those of inputs of one token.</summary>
    private (int All, int Singles) Validate(ReadOnlySpan<SequenceInput> batch)
    {
        _singles.Clear();
        _places.Clear();
        _seen.Clear();
        if (batch.Length > Info.MaxBatch)
            throw new ArgumentException($"A batch of {batch.Length} sequences; {Info.MaxBatch} are possible.", nameof(batch));
        var (all, singles) = (0L, 0);
        foreach (var input in batch)
        {
            _arguments.Input(input);
            if (!_seen.Add(input.Sequence))
                throw new ArgumentException($"Sequence {input.Sequence} is in the batch twice.", nameof(batch));
            all += input.LogitCount;
            if (input.Tokens.Length > 1)
                continue;
            _singles.Add(input.Sequence);
            singles += input.LogitCount;
        }

        if ((all + singles + 1) * _vocabulary > int.MaxValue)
            throw new ArgumentException($"{all} rows of logits are too many for one call.", nameof(batch));
        return ((int)all, singles);
    }
}
