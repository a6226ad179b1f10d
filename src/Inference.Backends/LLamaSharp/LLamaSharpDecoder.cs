using System.Numerics.Tensors;
using LLama.Native;
using TenantLLM.Inference.Backends.Decoding;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Inference.Backends.LLamaSharp;

/// <summary>
/// A decoder on llama.cpp. All sequences of a batch go into one call, whatever they bring; only more tokens than a call takes
/// are split. Sequences share one pool of cells, so copying a prefix costs neither time nor cells.
/// </summary>
internal sealed class LLamaSharpDecoder : IDecoder
{
    /// <summary>Tokens embedded at once: llama.cpp computes logits, a row of the vocabulary's size, for each of them, too.</summary>
    private const int EmbedTokens = 64;

    /// <summary>LLamaBatch pins an array for each token it ever held, at every call: calls of more tokens have one of their own, so that
    /// the steps after a long prompt do not pay for it.</summary>
    private const int StepTokens = 128;

    private readonly LlamaCppSession _session;
    private readonly DecoderArguments _arguments;
    private readonly LLamaBatch _stepBatch = new();
    private readonly LLamaBatch _promptBatch = new();
    private readonly int[] _lengths;
    private readonly HashSet<int> _seen = [];
    private readonly int _vocabulary;
    private LLamaBatch _batch;
    private float[] _gathered = [];

    public LLamaSharpDecoder(LlamaCppSession session, ITokenizer tokenizer, DecoderInfo info)
    {
        _session = session;
        _batch = _stepBatch;
        _lengths = new int[info.MaxSequences];
        _vocabulary = session.Model.Vocab.Count;
        _arguments = new DecoderArguments(sequence => _lengths[sequence], info.MaxSequences, _vocabulary, info.ContextLength);
        Tokenizer = tokenizer;
        Info = info;
    }

    public DecoderInfo Info { get; }

    public ITokenizer Tokenizer { get; }

    private SafeLLamaContextHandle Context => _session.Context;

    public Logits Decode(ReadOnlySpan<SequenceInput> batch)
    {
        var (tokens, logits) = Validate(batch);
        _batch = tokens <= StepTokens ? _stepBatch : _promptBatch;
        var rows = tokens <= LlamaCppSession.CallTokens ? DecodeAtOnce(batch, logits) : DecodeInParts(batch, logits);
        foreach (var input in batch)
            _lengths[input.Sequence] += input.Tokens.Length;
        return new Logits(rows, _vocabulary);
    }

    public void Embed(in SequenceInput input, Span<float> sum)
    {
        var tokens = input.Tokens.Span;
        _arguments.Input(input with { LogitCount = 0 });
        ArgumentOutOfRangeException.ThrowIfNotEqual(sum.Length, Info.EmbeddingSize);
        _batch = _stepBatch;
        Context.SetEmbeddings(true);
        try
        {
            for (var at = 0; at < tokens.Length; at += EmbedTokens)
            {
                var count = Math.Min(EmbedTokens, tokens.Length - at);
                _batch.Clear();
                for (var i = 0; i < count; i++)
                    _batch.Add(tokens[at + i], input.Start + at + i, (LLamaSeqId)input.Sequence, logits: true);
                Run();
                for (var i = 0; i < count; i++)
                    TensorPrimitives.Add(sum, Context.GetEmbeddingsIth(i), sum);
            }
        }
        finally
        {
            Context.SetEmbeddings(false);
        }

        _lengths[input.Sequence] += tokens.Length;
    }

    /// <exception cref="DecoderException">The model cannot forget the end of a sequence.</exception>
    public void Truncate(int sequence, int length)
    {
        _arguments.Held(sequence, length);
        if (length == _lengths[sequence])
            return;
        Context.MemorySequenceRemove((LLamaSeqId)sequence, length, -1);
        if (Context.MemorySequenceMaxPosition((LLamaSeqId)sequence) != length - 1)
            throw new DecoderException($"llama.cpp cannot truncate sequence {sequence} to {length} tokens.");
        _lengths[sequence] = length;
    }

    public void CopyPrefix(int source, int destination, int length)
    {
        _arguments.Held(source, length);
        _arguments.Sequence(destination);
        if (source == destination)
        {
            Truncate(source, length);
            return;
        }

        Drop(destination);
        if (length > 0)
            Context.MemorySequenceCopy((LLamaSeqId)source, (LLamaSeqId)destination, 0, length);
        _lengths[destination] = length;
    }

    public unsafe SavedSequence Save(int sequence, int length)
    {
        _arguments.Held(sequence, length);
        var size = Context.GetStateSize((LLamaSeqId)sequence);
        var saved = new SavedState(size, length);
        if (Context.GetState(saved.Data, size, (LLamaSeqId)sequence) == size)
            return saved;
        saved.Dispose();
        throw new DecoderException($"llama.cpp cannot save sequence {sequence} of {_lengths[sequence]} tokens.");
    }

    public unsafe void Restore(int sequence, SavedSequence saved)
    {
        Drop(sequence);
        var state = (SavedState)saved;
        if (Context.SetState(state.Data, (nuint)state.Bytes, (LLamaSeqId)sequence) == 0)
            throw new DecoderException($"The KV cache of {Info.CacheTokens} tokens has no room for a saved sequence of {state.Length}.");
        _lengths[sequence] = (int)Context.MemorySequenceMaxPosition((LLamaSeqId)sequence) + 1;
        Truncate(sequence, state.Length);
    }

    public void Drop(int sequence)
    {
        _arguments.Sequence(sequence);
        Context.MemorySequenceRemove((LLamaSeqId)sequence, -1, -1);
        _lengths[sequence] = 0;
    }

    public void Dispose() => _session.Dispose();

    /// <returns>The logits where llama.cpp has them.</returns>
    private Span<float> DecodeAtOnce(ReadOnlySpan<SequenceInput> batch, int logits)
    {
        _batch.Clear();
        foreach (var input in batch)
            Add(input, 0, input.Tokens.Length);
        Run();
        return logits == 0 ? [] : Context.GetLogits(logits);
    }

    /// <summary>Each call takes as many tokens as fit, from one sequence or several; the next one overwrites its logits.</summary>
    private Span<float> DecodeInParts(ReadOnlySpan<SequenceInput> batch, int logits)
    {
        if (_gathered.Length < logits * _vocabulary)
            _gathered = new float[logits * _vocabulary];
        var (gathered, wanted) = (0, 0);
        _batch.Clear();
        foreach (var input in batch)
        {
            for (int at = 0, count; at < input.Tokens.Length; at += count)
            {
                count = Math.Min(input.Tokens.Length - at, LlamaCppSession.CallTokens - _batch.TokenCount);
                wanted += Add(input, at, count);
                if (_batch.TokenCount == LlamaCppSession.CallTokens)
                    (gathered, wanted) = (Gather(gathered, wanted), 0);
            }
        }

        Gather(gathered, wanted);
        return _gathered.AsSpan(0, logits * _vocabulary);
    }

    /// <summary>Runs what was added, and keeps its logits behind those kept before.</summary>
    /// <returns>Rows kept now.</returns>
    private int Gather(int gathered, int wanted)
    {
        Run();
        if (wanted > 0)
            Context.GetLogits(wanted).CopyTo(_gathered.AsSpan(gathered * _vocabulary));
        _batch.Clear();
        return gathered + wanted;
    }

    /// <summary>Adds some of an input's tokens to the call.</summary>
    /// <returns>How many of them want logits.</returns>
    private int Add(in SequenceInput input, int at, int count)
    {
        var tokens = input.Tokens.Span;
        var firstWanted = tokens.Length - input.LogitCount;
        for (var i = at; i < at + count; i++)
            _batch.Add(tokens[i], input.Start + i, (LLamaSeqId)input.Sequence, i >= firstWanted);
        return Math.Max(0, at + count - Math.Max(at, firstWanted));
    }

    private void Run()
    {
        var result = Context.Decode(_batch);
        if (result == DecodeResult.Ok)
            return;
        throw new DecoderException(result == DecodeResult.NoKvSlot
            ? $"The KV cache of {Info.CacheTokens} tokens has no room for {_batch.TokenCount} more."
            : $"llama_decode failed on {_batch.TokenCount} tokens: {result}.");
    }

    /// <summary>Checks a batch and counts its tokens and the logits it wants.</summary>
    private (int Tokens, int Logits) Validate(ReadOnlySpan<SequenceInput> batch)
    {
        _seen.Clear();
        var (tokens, logits) = (0L, 0L);
        foreach (var input in batch)
        {
            _arguments.Input(input);
            if (!_seen.Add(input.Sequence))
                throw new ArgumentException($"Sequence {input.Sequence} is in the batch twice.", nameof(batch));
            tokens += input.Tokens.Length;
            logits += input.LogitCount;
        }

        if (logits * _vocabulary > int.MaxValue)
            throw new ArgumentException($"{logits} rows of logits are too many for one call.", nameof(batch));
        return ((int)Math.Min(tokens, int.MaxValue), (int)logits);
    }
}
