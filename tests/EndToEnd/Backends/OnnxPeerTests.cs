using System.Numerics.Tensors;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.Inference.Backends.Onnx;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Gguf;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Backends;

/// <summary>The backend beside llama.cpp on the same files. Alone: threads of both engines spin, and starve whatever runs beside them.</summary>
[Collection(QuietGroup.Name)]
public sealed class OnnxPeerTests(ITestOutputHelper output)
{
    private const string SmolLm = "models/SmolLM2-135M-Instruct.Q4_1.gguf";
    private const string Demo = "models/demo/demo.gguf";
    private const int Length = 64;

    /// <summary>Two engines round differently: where two tokens are this close in log-probability, either is the most likely.</summary>
    private const float Tie = 0.02f;

    /// <summary>The same where llama.cpp rounds the activations to 8 bits, too, as it does before weights of 8 bits.</summary>
    private const float RoundedTie = 0.1f;

    /// <summary>llama.cpp keeps keys and values in F16 unless told otherwise, this backend in F32.</summary>
    private static readonly string[] FloatCache = ["-ctk", "f32", "-ctv", "f32", "-fa", "off"];

    [SharedFact(LlamaServer.Program, LlamaQuantize.Program, InRepository = Demo)]
    public async Task Decode_DemoModelGreedily_GivesTheTokensOfLlamaCpp()
    {
        var demo = Workspace.InRepository(Demo);
        using var folder = new TemporaryFolder();
        await CompareAsync(demo, Tie);
        foreach (var (type, tie) in new[] { ("F32", Tie), ("Q8_0", RoundedTie) })
            await CompareAsync(await LlamaQuantize.RunAsync(demo, folder.File($"{type}.gguf"), type), tie);
    }

    [SharedFact(LlamaServer.Program, LlamaQuantize.Program, SmolLm)]
    public async Task Decode_HalfPrecisionGreedily_GivesTheTokensOfLlamaCpp()
    {
        using var folder = new TemporaryFolder();
        var half = folder.File("F16.gguf");
        await CompareAsync(await LlamaQuantize.RunAsync(Workspace.InShared(SmolLm), half, "F16"), Tie);
    }

    /// <summary>Both sides round activations to 8 bits, each its own way, and go apart by the sum of what either loses: what the
    /// backend loses is measured against the same weights in F32, beside what llama.cpp loses.</summary>
    [SharedFact(LlamaServer.Program, LlamaQuantize.Program, SmolLm)]
    public async Task Decode_EightBits_LosesNoMoreThanLlamaCpp()
    {
        using var folder = new TemporaryFolder();
        var file = await LlamaQuantize.RunAsync(Workspace.InShared(SmolLm), folder.File("Q8_0.gguf"), "Q8_0");
        var options = new ModelOptions { Path = file, Parallel = 1, Context = 1024 };
        using var exact = new OnnxDecoderFactory().Load(options);
        using var reference = new OnnxDecoderFactory().Load(options, OnnxCompute.Float);
        await using var server = await LlamaServer.StartAsync(file, ["-c", "1024", "-np", "1", "-t", "2", .. FloatCache]);
        var (places, same, own, theirs, apart) = (0, 0, 0.0, 0.0, 0.0);
        foreach (var text in GreedyComparison.Prompts)
        {
            var prompt = GreedyComparison.Prompt(exact.Tokenizer, text);
            var answer = await server.CompleteWithProbabilitiesAsync(prompt, Length, likeliest: 200);
            exact.Drop(0);
            reference.Drop(0);

            // In one pass, which is many times as fast and gives the same bits.
            SequenceInput[] batch = [new(0, (int[])[.. prompt, .. answer[..^1].Select(step => step.Token)], 0, answer.Length)];
            var logits = exact.Decode(batch);
            var floats = reference.Decode(batch);
            for (var at = 0; at < answer.Length; at++)
            {
                int[] tokens = [.. answer[at].Likeliest.Keys];
                float[] llama = [.. answer[at].Likeliest.Values];
                places++;
                same += TensorPrimitives.IndexOfMax(logits[at]) == answer[at].Token ? 1 : 0;
                var (f32, ours) = (Pick(floats[at], tokens), Pick(logits[at], tokens));
                (own, theirs, apart) = (own + Divergence(f32, ours), theirs + Divergence(f32, llama), apart + Divergence(llama, ours));
            }
        }

        output.WriteLine(
            $"{places} tokens: {(double)same / places:P1} the same as llama.cpp's; KL to F32 {own / places:0.0000}, "
            + $"llama.cpp's {theirs / places:0.0000}, between them {apart / places:0.0000}.");
        Assert.InRange(same, (int)(0.94 * places), places);
        Assert.InRange(own / places, 0, 0.01);
        Assert.InRange(own, 0, 1.2 * theirs);
    }

    public static TheoryData<string, string> TinyModels => new()
    {
        { "llama", "none" }, { "llama", "linear" }, { "llama", "factors" }, { "qwen2", "none" }, { "qwen3", "none" },
    };

    [SharedTheory(LlamaServer.Program)]
    [MemberData(nameof(TinyModels))]
    public async Task Decode_ModelsOfNoise_GivesTheTokensOfLlamaCpp(string architecture, string scaling)
    {
        // llama.cpp wants qwen2's heads to be as wide together as the model.
        var model = new TinyLlama { Embedding = 64, Architecture = architecture, Tied = architecture == "qwen3", RopeFactors = scaling == "factors" };
        var writer = model.Write();
        if (scaling == "linear")
            writer.Set("llama.rope.scaling.type", "linear").Set("llama.rope.scaling.factor", 2f);
        using var file = new TemporaryFile(writer.ToArray());
        using var decoder = new OnnxDecoderFactory().Load(new ModelOptions { Path = file.FilePath, Parallel = 1 });
        await using var server = await LlamaServer.StartAsync(
            file.FilePath, ["-c", $"{model.Context}", "-np", "1", "-t", "1", .. FloatCache]);
        var noise = new Noise(6);
        for (var round = 0; round < 4; round++)
        {
            int[] prompt = [.. Enumerable.Range(0, 20).Select(_ => noise.Below(256))];
            decoder.Drop(0);
            await CompareAsync(decoder, server, prompt, count: 32);
        }
    }

    private static async Task CompareAsync(IDecoder decoder, LlamaServer server, int[] prompt, int count)
    {
        // llama-server cannot return text that is not UTF-8, and takes the end of a turn for the end.
        const int Ascii = 128;
        var banned = Enumerable.Range(Ascii, decoder.Tokenizer.VocabularySize - Ascii);
        var input = new SequenceInput(0, prompt, 0, 1);
        var tokens = await server.CompleteAsync(prompt, count, banned);
        Assert.Equal(count, tokens.Length);
        foreach (var token in tokens)
        {
            var logits = decoder.Decode([input])[0][..Ascii];
            Assert.InRange(TensorPrimitives.Max(logits) - logits[token], 0, Tie);
            input = new SequenceInput(0, new[] { token }, input.Start + input.Tokens.Length, 1);
        }
    }

    /// <summary>KL over some tokens, the rest of the vocabulary left out on both sides; logits or log-probabilities.</summary>
    private static double Divergence(float[] expected, float[] actual)
    {
        var (p, q) = (new float[expected.Length], new float[actual.Length]);
        TensorPrimitives.SoftMax(expected, p);
        TensorPrimitives.SoftMax(actual, q);
        return p.Zip(q, (a, b) => a > 0 ? a * Math.Log((double)a / b) : 0).Sum();
    }

    private static float[] Pick(ReadOnlySpan<float> logits, int[] tokens)
    {
        var picked = new float[tokens.Length];
        for (var i = 0; i < tokens.Length; i++)
            picked[i] = logits[tokens[i]];
        return picked;
    }

    private async Task CompareAsync(string model, float tie)
    {
        using var decoder = new OnnxDecoderFactory().Load(new ModelOptions { Path = model, Parallel = 1 });
        await GreedyComparison.RunAsync(decoder, model, tie, output);
    }
}
