using System.Numerics.Tensors;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TenantLLM.Inference.Backends.LLamaSharp;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Backends.LLamaSharp;

public sealed class LLamaSharpPeerTests(ITestOutputHelper output)
{
    private const string Model = "models/SmolLM2-135M-Instruct.Q4_1.gguf";
    private const string Demo = "models/demo/demo.gguf";
    private const int BatchLength = 24;
    private const int Context = 512;

    /// <summary>The same arithmetic, but a prompt cut in other pieces rounds otherwise: where two tokens are this close in log-probability,
    /// either is the most likely.</summary>
    private const float Tie = 0.1f;

    /// <summary>Against 4-bit weights llama.cpp rounds activations to 8 bits: a sum that rounds otherwise in a batch may tip one over, and
    /// the next layers make more of it.</summary>
    private const float BatchTie = 0.5f;

    [SharedFact(LlamaServer.Program, Model, InRepository = Demo)]
    public async Task Decode_Greedily_GivesTheTokensOfLlamaServer()
    {
        foreach (var path in new[] { Workspace.InShared(Model), Workspace.InRepository(Demo) })
        {
            using var decoder = Load(path, parallel: 1);
            await GreedyComparison.RunAsync(decoder, path, Tie, output);
        }
    }

    [SharedFact(LlamaServer.Program, Model)]
    public void Decode_ManySequencesInABatch_SaysWhatEachSaysAlone()
    {
        using var decoder = Load(Workspace.InShared(Model), parallel: 12);
        var prompts = GreedyComparison.Prompts.TakeLast(12).Select(text => GreedyComparison.Prompt(decoder.Tokenizer, text)).ToArray();
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

}
