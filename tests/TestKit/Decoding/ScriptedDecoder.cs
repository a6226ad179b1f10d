using System.Text;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Tokenization;

namespace TenantLLM.TestKit.Decoding;

/// <summary>Writes the logits after some tokens into a row of zeros.</summary>
public delegate void LogitsScript(IReadOnlyList<int> tokens, Span<float> logits);

/// <summary>
/// A decoder without weights: what it says next is a function of the tokens so far. It checks that it is driven as the
/// contract says, and can be made to wait before each step.
/// </summary>
/// <param name="script">The logits after these tokens.</param>
public sealed class ScriptedDecoder(LogitsScript script, int sequences = 4, int context = 256) : IDecoder
{
    /// <param name="next">The next token after these.</param>
    public ScriptedDecoder(Func<IReadOnlyList<int>, int> next, int sequences = 4, int context = 256)
        : this((tokens, logits) => logits[next(tokens)] = 100, sequences, context)
    {
    }

    /// <summary>A ChatML template, as most models have.</summary>
    public const string ChatMl =
        "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}{% endfor %}"
        + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    private readonly List<int>?[] _held = new List<int>?[sequences];
    private readonly ManualResetEventSlim _pace = new();
    private float[] _logits = [];

    public DecoderInfo Info { get; set; } = new("scripted", "fp_0123456789", context, sequences, ChatMl) { EmbeddingSize = 2 };

    public ITokenizer Tokenizer { get; } = new ByteTokenizer();

    /// <summary>Called before each step with the number of its sequences, on the scheduler's thread.</summary>
    public Action<int> BeforeStep { get; set; } = _ => { };

    /// <summary>Called before a sequence's part of a step with all its tokens.</summary>
    public Action<IReadOnlyList<int>> BeforeSequence { get; set; } = _ => { };

    /// <summary>Called before a sequence is saved.</summary>
    public Action BeforeSave { get; set; } = () => { };

    /// <summary>Tokens decoded so far, over all sequences.</summary>
    public int Computed { get; private set; }

    /// <summary>Steps so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Sequences that hold tokens now.</summary>
    public int Held => _held.Count(tokens => tokens is not null);

    /// <summary>Tokens that all sequences hold now.</summary>
    public int HeldTokens => _held.Sum(tokens => tokens?.Count ?? 0);

    /// <summary>The most tokens of a step so far.</summary>
    public int LargestStep { get; private set; }

    /// <summary>Answers every prompt with the same text.</summary>
    public static ScriptedDecoder Saying(string answer, int sequences = 4, int context = 256)
    {
        var bytes = Encoding.UTF8.GetBytes(answer);
        return new ScriptedDecoder(tokens => ByteAt(bytes, tokens), sequences, context);
    }

    /// <summary>Any token may follow any others, with odds that depend on all of them and on nothing else.</summary>
    public static ScriptedDecoder Babbling(int sequences = 8, int context = 1024) => new(
        (tokens, logits) =>
        {
            var hash = tokens.Aggregate(17UL, (sum, token) => (sum * 1099511628211) ^ (ulong)(token + 1));
            var random = new SeededGenerator(hash);
            for (var token = 0; token < logits.Length; token++)
                logits[token] = random.Next(1000) / 100f;
        },
        sequences,
        context);

    /// <summary>Answers every prompt with the same letter until it is stopped.</summary>
    public static ScriptedDecoder Endless(char letter = 'a', int sequences = 4, int context = 4096) =>
        new(_ => letter, sequences, context);

    public Logits Decode(ReadOnlySpan<SequenceInput> batch)
    {
        BeforeStep(batch.Length);
        var rows = 0;
        var tokens = 0;
        foreach (var input in batch)
        {
            rows += input.LogitCount;
            tokens += input.Tokens.Length;
        }

        Steps++;
        LargestStep = Math.Max(LargestStep, tokens);
        _logits = new float[rows * Tokenizer.VocabularySize];
        var row = 0;
        foreach (var input in batch)
        {
            Append(input);
            if (input.LogitCount > 0)
                script(_held[input.Sequence]!, _logits.AsSpan(row++ * Tokenizer.VocabularySize, Tokenizer.VocabularySize));
        }

        return new Logits(_logits, Tokenizer.VocabularySize);
    }

    /// <summary>A token's hidden state is (1, token).</summary>
    public void Embed(in SequenceInput input, Span<float> sum)
    {
        BeforeStep(1);
        Append(input);
        foreach (var token in input.Tokens.Span)
        {
            sum[0] += 1;
            sum[1] += token;
        }
    }

    public void Truncate(int sequence, int length) =>
        _held[sequence]!.RemoveRange(length, _held[sequence]!.Count - length);

    public void CopyPrefix(int source, int destination, int length) => _held[destination] = _held[source]!.GetRange(0, length);

    public SavedSequence Save(int sequence, int length)
    {
        BeforeSave();
        return new Saved(_held[sequence]!.GetRange(0, length));
    }

    public void Restore(int sequence, SavedSequence saved) => _held[sequence] = [.. ((Saved)saved).Tokens];

    public void Drop(int sequence) => _held[sequence] = null;

    /// <summary>Makes a step take some time, as a model's does.</summary>
    public void Pace(TimeSpan step) => _pace.Wait(step);

    /// <summary>Waits until there was no step for some time: nothing runs any more.</summary>
    public async Task QuietAsync()
    {
        for (var steps = -1; steps != Steps;)
        {
            steps = Steps;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    public void Dispose() => _pace.Dispose();

    private sealed class Saved(List<int> tokens) : SavedSequence
    {
        public List<int> Tokens => tokens;

        public override int Length => tokens.Count;

        public override long Bytes => tokens.Count;

        public override void Dispose()
        {
        }
    }

    private static int ByteAt(byte[] answer, IReadOnlyList<int> tokens)
    {
        // The answer begins after the generation prompt's last line break.
        var said = tokens.Count - 1 - LastTurn(tokens) - "assistant\n".Length;
        return said < answer.Length ? answer[said] : ByteTokenizer.EndOfTurn;
    }

    private static int LastTurn(IReadOnlyList<int> tokens)
    {
        for (var index = tokens.Count - 1; index >= 0; index--)
        {
            if (tokens[index] == ByteTokenizer.StartOfTurn)
                return index;
        }

        throw new InvalidOperationException("The prompt has no turn.");
    }

    private void Append(SequenceInput input)
    {
        var held = _held[input.Sequence] ??= [];
        if (input.Start != held.Count)
            throw new InvalidOperationException($"Sequence {input.Sequence} holds {held.Count} tokens, not {input.Start}.");
        if (input.LogitCount > 1)
            throw new InvalidOperationException("A scripted decoder gives logits after the last token only.");
        held.AddRange(input.Tokens.Span);
        Computed += input.Tokens.Length;
        BeforeSequence(held);
        if (held.Count > Info.ContextLength)
            throw new InvalidOperationException($"Sequence {input.Sequence} is longer than the context.");
    }
}
