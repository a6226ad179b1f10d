using TenantLLM.Inference.Backends.Onnx;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit.Gguf;
using Xunit;

namespace TenantLLM.Unit.Backends.Onnx;

public sealed class OnnxDecoderTests
{
    private static readonly TinyLlama Model = new();

    public static TheoryData<TinyLlama> Models => new()
    {
        Model with { Layers = 1 },
        Model,
        Model with { Tied = true },
        Model with { RopeFactors = true },
        Model with { Architecture = "qwen2" },
        Model with { Architecture = "qwen3", Tied = true },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Decode_AnyModel_GivesTheLogitsOfTheForwardPass(TinyLlama model)
    {
        using var decoder = Load(model);
        var reference = new ReferenceLlama(model, model.Weights());

        var prompt = Tokens(1, 20);
        var length = prompt.Length;
        var logits = decoder.Decode([new(0, prompt, 0, prompt.Length)]);
        for (var i = 0; i < prompt.Length; i++)
            AssertClose(reference.Append(prompt[i]), logits[i]);
        foreach (var token in Tokens(2, 5))
            AssertClose(reference.Append(token), One(decoder, 0, token, length++));
    }

    [Fact]
    public void Embed_ATextInPieces_AddsUpTheHiddenStatesOfTheForwardPass()
    {
        using var decoder = Load(Model);
        var reference = new ReferenceLlama(Model, Model.Weights());
        var text = Tokens(6, 20);
        var sum = new float[decoder.Info.EmbeddingSize];
        decoder.Embed(new(3, text.AsMemory(0, 13), 0, 0), sum);
        decoder.Embed(new(3, text.AsMemory(13), 13, 0), sum);

        var hidden = text.Select(reference.AppendHidden).ToList();
        AssertClose([.. Enumerable.Range(0, sum.Length).Select(i => hidden.Sum(state => state[i]))], sum);
        Assert.Throws<ArgumentException>(() => decoder.Embed(new(4, text, 0, 0), new float[3]));
    }

    [Fact]
    public void Decode_ChunkedPrompt_EqualsTheWhole()
    {
        using var decoder = Load(Model);
        var prompt = Tokens(3, 40);
        var whole = decoder.Decode([new(0, prompt, 0, 1)])[0].ToArray();

        decoder.Decode([new(1, prompt.AsMemory(0, 7), 0, 0)]);
        decoder.Decode([new(1, prompt.AsMemory(7, 1), 7, 0)]);
        var chunked = decoder.Decode([new(1, prompt.AsMemory(8), 8, 3)]);
        Assert.Equal(3, chunked.Rows);
        AssertClose([.. whole.Select(value => (double)value)], chunked[2]);
    }

    [Fact]
    public void Restore_OfASavedSequence_GoesOnBitForBit()
    {
        using var decoder = Load(Model);
        var prompt = Tokens(3, 30);
        decoder.Decode([new(1, prompt, 0, 0)]);
        using var saved = decoder.Save(1, 20);
        var expected = One(decoder, 1, 5, 30).ToArray();

        decoder.Drop(1);
        decoder.Decode([new(1, Tokens(9, 40), 0, 0)]);
        decoder.Restore(2, saved);
        decoder.Decode([new(2, prompt.AsMemory(20), 20, 0)]);
        Assert.Equal(20, saved.Length);
        AssertClose([.. expected.Select(value => (double)value)], One(decoder, 2, 5, 30));
    }

    [Fact]
    public void Decode_PromptLongerThanACall_EqualsTheForwardPass()
    {
        var model = Model with { Context = 600, Layers = 1 };
        using var decoder = Load(model, parallel: 2);
        const int CallTokens = 512;
        var prompt = Tokens(4, CallTokens + 20);
        var logits = decoder.Decode([new(1, prompt, 0, CallTokens)]);
        Assert.Equal(CallTokens, logits.Rows);

        var reference = new ReferenceLlama(model, model.Weights());
        var expected = prompt.Select(reference.Append).ToList();
        for (var i = 0; i < logits.Rows; i += 37)
            AssertClose(expected[i + prompt.Length - logits.Rows], logits[i]);
    }

    [Fact]
    public void Decode_MixOfInputs_AnswersInTheOrderOfTheBatch()
    {
        using var decoder = Load(Model);
        var prompts = Enumerable.Range(0, 4).Select(s => Tokens((ulong)s, 6 + s)).ToArray();
        var expected = prompts.Select((prompt, s) => Alone(prompt, 9 + s)).ToArray();

        for (var s = 0; s < 4; s++)
            decoder.Decode([new(s, prompts[s], 0, 0)]);
        decoder.Drop(2);
        var logits = decoder.Decode(
            [Token(3, 12, 9, 1), new(2, (int[])[.. prompts[2], 11], 0, 1), Token(0, 9, 6, 1), Token(1, 10, 7, 0)]);

        Assert.Equal(3, logits.Rows);
        Assert.Equal(expected[3], logits[0].ToArray());
        AssertClose([.. expected[2].Select(value => (double)value)], logits[1]);
        Assert.Equal(expected[0], logits[2].ToArray());
    }

    [Fact]
    public void Decode_SequencesJoiningAndLeaving_AreBitForBitWhatTheyAreAlone()
    {
        const int Sequences = 9;
        using var decoder = Load(Model, Sequences);
        using var alone = Load(Model, parallel: 1);
        var noise = new Noise(5);
        var held = new History?[Sequences];
        for (var step = 0; step < 120; step++)
        {
            var batch = new List<SequenceInput>();
            for (var s = 0; s < Sequences; s++)
            {
                var choice = noise.Below(10);
                if (held[s] is { } leaving && (choice == 9 || leaving.Tokens.Count == Model.Context))
                {
                    decoder.Drop(s);
                    held[s] = null;
                }
                else if (held[s] is { } running && choice < 7)
                {
                    running.Tokens.Add(noise.Below(Model.Vocabulary));
                    batch.Add(Token(s, running.Tokens[^1], running.Tokens.Count - 1, 1));
                }
                else if (held[s] is null && choice < 4)
                {
                    var prompt = Tokens(noise.Next(), 2 + noise.Below(12));
                    held[s] = new History(prompt.Length, [.. prompt]);
                    batch.Add(new(s, prompt, 0, 1));
                }
            }

            var logits = decoder.Decode(batch.ToArray());
            for (var i = 0; i < batch.Count && step % 4 == 0; i++)
                Assert.Equal(held[batch[i].Sequence]!.Replay(alone), logits[i].ToArray());
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(17)]
    [InlineData(32)]
    public void Decode_InABatch_IsBitForBitWhatItIsAlone(int size)
    {
        using var decoder = Load(Model, size);
        for (var s = 0; s < size; s++)
            decoder.Decode([new(s, Tokens((ulong)s, 3 + s), 0, 0)]);
        var logits = decoder.Decode([.. Enumerable.Range(0, size).Select(s => Token(s, s, 3 + s, 1))]);
        for (var s = 0; s < size; s++)
            Assert.Equal(Alone(Tokens((ulong)s, 3 + s), s), logits[s].ToArray());
    }

    [Fact]
    public void Truncate_ThenOtherTokens_GivesWhatTheyGiveFromTheStart()
    {
        using var decoder = Load(Model);
        decoder.Decode([new(0, Tokens(1, 10), 0, 0)]);
        One(decoder, 0, 77, 10);
        decoder.Truncate(0, 10);
        Assert.Equal(Alone(Tokens(1, 10), 33), One(decoder, 0, 33, 10));
        Assert.Throws<ArgumentException>(() => decoder.Truncate(0, 12));
    }

    [Fact]
    public void CopyPrefix_OfASequence_IsASequenceOfItsOwn()
    {
        using var decoder = Load(Model);
        decoder.Decode([new(2, Tokens(1, 10), 0, 0)]);
        decoder.Decode([new(4, Tokens(9, 30), 0, 0)]);
        decoder.CopyPrefix(2, 4, 10);
        decoder.CopyPrefix(2, 0, 4);
        decoder.Truncate(2, 1);
        decoder.Decode([new(2, Tokens(8, 20), 1, 0)]);

        Assert.Equal(Alone(Tokens(1, 10), 33), One(decoder, 4, 33, 10));
        Assert.Equal(Alone(Tokens(1, 4 + 6)[..4], 33, Tokens(1, 10)[4..]), Continued(decoder, 0, Tokens(1, 10)[4..], 33, 4));
        Assert.Throws<ArgumentException>(() => decoder.CopyPrefix(5, 1, 1));
    }

    [Fact]
    public void Drop_AnySequence_FreesItsNumber()
    {
        using var decoder = Load(Model, parallel: 1);
        decoder.Drop(0);
        decoder.Decode([new(0, Tokens(7, 20), 0, 0)]);
        decoder.Drop(0);
        decoder.Decode([new(0, Tokens(1, 10), 0, 0)]);
        Assert.Equal(Alone(Tokens(1, 10), 33), One(decoder, 0, 33, 10));
        Assert.Throws<ArgumentException>(() => decoder.Drop(1));
    }

    [Fact]
    public void Decode_InputsThatCannotBe_AreRefusedAndChangeNothing()
    {
        using var decoder = Load(Model, parallel: 2);
        decoder.Decode([new(0, Tokens(1, 10), 0, 0)]);
        SequenceInput[] wrong =
        [
            Token(2, 1, 0, 1),
            Token(-1, 1, 0, 1),
            Token(0, 1, 9, 1),
            Token(1, 1, 1, 1),
            new(0, Array.Empty<int>(), 10, 0),
            new(0, new int[Model.Context], 10, 1),
            Token(0, Model.Vocabulary, 10, 1),
            Token(0, -1, 10, 1),
            Token(0, 1, 10, 2),
            Token(0, 1, 10, -1),
        ];
        foreach (var input in wrong)
            Assert.Throws<ArgumentException>(() => { decoder.Decode([input]); });
        Assert.Throws<ArgumentException>(() => { decoder.Decode([Token(0, 1, 10, 1), Token(0, 1, 10, 1)]); });
        Assert.Equal(0, decoder.Decode([]).Rows);
        Assert.Equal(Alone(Tokens(1, 10), 33), One(decoder, 0, 33, 10));
    }

    [Fact]
    public void Decode_UpToTheLastToken_FillsTheContext()
    {
        using var decoder = Load(Model, parallel: 3);
        for (var s = 0; s < 3; s++)
            decoder.Decode([new(s, Tokens((ulong)s, Model.Context - 1), 0, 0)]);
        var logits = decoder.Decode([.. Enumerable.Range(0, 3).Select(s => Token(s, 5, Model.Context - 1, 1))]);
        Assert.Equal(Alone(Tokens(1, Model.Context - 1), 5), logits[1].ToArray());
        Assert.Throws<ArgumentException>(() => { decoder.Decode([Token(1, 5, Model.Context, 1)]); });
    }

    [Fact]
    public void Load_SymbolicLink_Loads()
    {
        using var file = new TemporaryFile(Model.Write().ToArray());
        var folder = Directory.CreateTempSubdirectory("tenantllm-");
        var link = Path.Combine(folder.FullName, "linked.gguf");
        File.CreateSymbolicLink(link, file.FilePath);
        using var decoder = new OnnxDecoderFactory().Load(new ModelOptions { Path = link, Parallel = 1 });
        folder.Delete(recursive: true);
        Assert.Equal(Alone(Tokens(1, 10), 33), Continued(decoder, 0, Tokens(1, 10), 33, 0));
    }

    /// <summary>A token's logits after a prompt, or two, in a decoder that holds nothing else.</summary>
    private static float[] Alone(int[] prompt, int token, int[]? second = null)
    {
        using var decoder = Load(Model, parallel: 1);
        decoder.Decode([new(0, prompt, 0, 0)]);
        return second is null ? One(decoder, 0, token, prompt.Length) : Continued(decoder, 0, second, token, prompt.Length);
    }

    private static float[] Continued(IDecoder decoder, int sequence, int[] prompt, int token, int start)
    {
        decoder.Decode([new(sequence, prompt, start, 0)]);
        return One(decoder, sequence, token, start + prompt.Length);
    }

    private static IDecoder Load(TinyLlama model, int parallel = 6)
    {
        using var file = new TemporaryFile(model.Write().ToArray());
        return new OnnxDecoderFactory().Load(new ModelOptions { Path = file.FilePath, Parallel = parallel, WarmSequences = 0, Threads = 1 });
    }

    private static float[] One(IDecoder decoder, int sequence, int token, int start) =>
        decoder.Decode([Token(sequence, token, start, 1)])[0].ToArray();

    private static SequenceInput Token(int sequence, int token, int start, int logits) =>
        new(sequence, new[] { token }, start, logits);

    private static int[] Tokens(ulong seed, int count)
    {
        var noise = new Noise(seed);
        return [.. Enumerable.Range(0, count).Select(_ => noise.Below(Model.Vocabulary))];
    }

    private static void AssertClose(double[] expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
            Assert.InRange(actual[i], expected[i] - (2e-5 * scale), expected[i] + (2e-5 * scale));
    }

    /// <summary>What a sequence was given: a prompt in one piece, then token by token.</summary>
    private sealed record History(int Prompt, List<int> Tokens)
    {
        public float[] Replay(IDecoder decoder)
        {
            decoder.Drop(0);
            var logits = decoder.Decode([new(0, Tokens.Take(Prompt).ToArray(), 0, 1)])[0].ToArray();
            for (var at = Prompt; at < Tokens.Count; at++)
                logits = One(decoder, 0, Tokens[at], at);
            return logits;
        }
    }
}
