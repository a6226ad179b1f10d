using System.Numerics.Tensors;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TenantLLM.Inference.Backends.LLamaSharp;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;
using TenantLLM.Inference.Tokenization;
using TenantLLM.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Backends.LLamaSharp;

public sealed class LLamaSharpPeerTests(ITestOutputHelper output)
{
    private const string Model = "models/SmolLM2-135M-Instruct.Q4_1.gguf";
    private const string Demo = "models/demo/demo.gguf";
    private const int Length = 64;
    private const int BatchLength = 24;
    private const int Context = 512;

    /// <summary>The same arithmetic, but a prompt cut in other pieces rounds otherwise: where two tokens are this close in log-probability,
    /// either is the most likely.</summary>
    private const float Tie = 0.1f;

    /// <summary>Against 4-bit weights llama.cpp rounds activations to 8 bits: a sum that rounds otherwise in a batch may tip one over, and
    /// the next layers make more of it.</summary>
    private const float BatchTie = 0.5f;

    private static readonly string[] Prompts =
    [
        "Hello!", "Who are you?", "What can you do?", "My name is Ada.", "What is 2 + 3?", "Say yes.", "Tell me a story.",
        "List three colors.", "What is the capital of France?", "Write a haiku.", "Why is the sky blue?", "Count to ten.",
        "I like tea.", "Good morning", "Repeat after me: banana", "How are you today?", "Thanks!", "Translate 'cat'.",
        "{\"a\": 1}", "日本 👍",
    ];

    [SharedFact(LlamaServer.Program, Model, InRepository = Demo)]
    public async Task Decode_Greedily_GivesTheTokensOfLlamaServer()
    {
        foreach (var path in new[] { Workspace.InShared(Model), Workspace.InRepository(Demo) })
        {
            using var decoder = Load(path, parallel: 1);
            await using var server = await LlamaServer.StartAsync(path, "-c", $"{Context}", "-np", "1", "-t", "1");
            var (ties, compared) = (0, 0);
            foreach (var text in Prompts)
            {
                var prompt = Prompt(decoder.Tokenizer, text);
                var expected = await server.CompleteAsync(prompt, Length);
                Assert.NotEmpty(expected);
                decoder.Drop(0);
                var input = new SequenceInput(0, prompt, 0, 1);
                for (var at = 0; at < expected.Length; at++)
                {
                    var logits = decoder.Decode([input])[0];
                    var behind = TensorPrimitives.Max(logits) - logits[expected[at]];
                    Assert.True(behind < Tie, $"{Path.GetFileName(path)}, '{text}', token {at}: {expected[at]} is {behind:0.0000} behind.");
                    ties += behind > 0 ? 1 : 0;
                    input = new SequenceInput(0, new[] { expected[at] }, input.Start + input.Tokens.Length, 1);
                }

                compared += expected.Length;
            }

            output.WriteLine($"{decoder.Info.Description}: {compared} tokens over {Prompts.Length} prompts, {ties} of them at a tie.");
            Assert.InRange(ties, 0, compared / 100);
        }
    }

    [SharedFact(LlamaServer.Program, Model)]
    public void Decode_ManySequencesInABatch_SaysWhatEachSaysAlone()
    {
        using var decoder = Load(Workspace.InShared(Model), parallel: 12);
        var prompts = Prompts.TakeLast(12).Select(text => Prompt(decoder.Tokenizer, text)).ToArray();
        var alone = prompts.Select((prompt, s) => Alone(decoder, s, prompt)).ToArray();

        // All prompts in one call, then a token of each a step, told the tokens they chose alone.
        SequenceInput[] batch = [.. prompts.Select((prompt, s) => new SequenceInput(s, prompt, 0, 1))];
        var (compared, others, worst, largest) = (0, 0, 0f, 0f);
        for (var at = 0; at < BatchLength; at++)
        {
            var logits = decoder.Decode(batch);
            for (var s = 0; s < batch.Length; s++)
            {
                var behind = TensorPrimitives.Max(logits[s]) - logits[s][alone[s].Tokens[at]];
                Assert.True(behind < BatchTie, $"sequence {s}, token {at}: {behind:0.0000} behind.");
                others += behind > 0 ? 1 : 0;
                worst = Math.Max(worst, behind);
                compared++;
                if (at == 0)
                    largest = Math.Max(largest, Difference(alone[s].First, logits[s]));
                batch[s] = new SequenceInput(s, new[] { alone[s].Tokens[at] }, batch[s].Start + batch[s].Tokens.Length, 1);
            }
        }

        output.WriteLine(
            $"{compared} tokens, {others} of them another than alone, by at most {worst:0.00}; first logits off by at most {largest:0.00}.");
        Assert.InRange(others, 0, compared / 20);
    }

    private static (int[] Tokens, float[] First) Alone(IDecoder decoder, int sequence, int[] prompt)
    {
        var tokens = new int[BatchLength];
        var first = Array.Empty<float>();
        var input = new SequenceInput(sequence, prompt, 0, 1);
        for (var at = 0; at < BatchLength; at++)
        {
            var logits = decoder.Decode([input])[0];
            if (at == 0)
                first = logits.ToArray();
            tokens[at] = TensorPrimitives.IndexOfMax(logits);
            input = new SequenceInput(sequence, new[] { tokens[at] }, input.Start + input.Tokens.Length, 1);
        }

        decoder.Drop(sequence);
        return (tokens, first);
    }

    private static float Difference(float[] expected, ReadOnlySpan<float> actual)
    {
        var largest = 0f;
        for (var i = 0; i < expected.Length; i++)
            largest = Math.Max(largest, Math.Abs(expected[i] - actual[i]));
        return largest;
    }

    private static IDecoder Load(string path, int parallel) =>
        new LLamaSharpDecoderFactory(
            Options.Create(new LLamaSharpOptions { LibraryPath = LlamaCpp.Folder }), NullLoggerFactory.Instance)
            .Load(new ModelOptions { Path = path, Parallel = parallel, WarmSequences = 0, Context = Context, Threads = 1 });

    /// <summary>A turn as both models were trained on it.</summary>
    private static int[] Prompt(ITokenizer tokenizer, string text)
    {
        var (start, end) = (tokenizer.SpecialTokens["<|im_start|>"], tokenizer.SpecialTokens["<|im_end|>"]);
        var tokens = new List<int> { start };
        tokenizer.Encode($"user\n{text}", tokens);
        tokens.Add(end);
        tokenizer.Encode("\n", tokens);
        tokens.Add(start);
        tokenizer.Encode("assistant\n", tokens);
        return [.. tokens];
    }
}
