using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Bench.Scheduling;

/// <summary>A decoder without weights: it says the same letter for ever, out of a buffer that is filled once. What is measured is
/// the scheduler above it.</summary>
internal sealed class FixedDecoder : IDecoder
{
    private const int Letter = 'a';

    private readonly float[] _logits;
    private readonly StepCost _cost;

    /// <param name="sequences">Sequences it holds, all of which may be in a batch.</param>
    /// <param name="context">Tokens of each.</param>
    /// <param name="cost">What a step takes.</param>
    public FixedDecoder(int sequences, int context, StepCost cost)
    {
        // A prompt is its message and nothing else: no head that some tenants would share with themselves and others not.
        const string Template = "{% for message in messages %}{{ message['content'] }}{% endfor %}";
        Info = new DecoderInfo("fixed", "fp_0123456789", context, sequences, Template);
        _cost = cost;
        _logits = new float[sequences * Tokenizer.VocabularySize];
        for (var row = 0; row < sequences; row++)
            _logits[(row * Tokenizer.VocabularySize) + Letter] = 100;
        Service = new ServiceLog(sequences);
    }

    public DecoderInfo Info { get; }

    public ITokenizer Tokenizer { get; } = new ByteVocabulary();

    public StepLog Steps { get; } = new(steps: 1 << 16);

    public ServiceLog Service { get; }

    /// <summary>Shut until what is to be measured is in the queue: the first step waits for it.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    public Logits Decode(ReadOnlySpan<SequenceInput> batch)
    {
        var (tokens, rows) = (0, 0);
        foreach (var input in batch)
        {
            tokens += input.Tokens.Length;
            rows += input.LogitCount;
        }

        Steps.Enter(tokens == batch.Length && rows == batch.Length ? rows : 0);
        Gate.Wait();
        Service.Add(batch);
        _cost.Spend(tokens);
        Steps.Leave();
        return new Logits(_logits.AsSpan(0, rows * Tokenizer.VocabularySize), Tokenizer.VocabularySize);
    }

    public SavedSequence Save(int sequence, int length) => throw new NotSupportedException();

    public void Restore(int sequence, SavedSequence saved) => throw new NotSupportedException();

    public void Embed(in SequenceInput input, Span<float> sum) => throw new NotSupportedException();

    public void Truncate(int sequence, int length) => Service.Truncate(sequence, length);

    public void CopyPrefix(int source, int destination, int length) => Service.Copy(source, destination, length);

    public void Drop(int sequence) => Service.Truncate(sequence, length: 0);

    public void Dispose() => Gate.Dispose();
}
