using System.Diagnostics;
using System.Numerics.Tensors;
using TenantLLM.Inference.Backends.Onnx;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Backends;

public sealed class OnnxPeerTests(ITestOutputHelper output)
{
    private const string Quantize = "peers/llama.cpp-b8390/llama-quantize";
    private const string Demo = "models/demo/demo.gguf";
    private const int Length = 64;

    /// <summary>Two engines round differently: where llama.cpp itself has two tokens this close, in log-probability, either is
    /// the most likely one.</summary>
    private const double Tie = 0.02;

    private static readonly string[] Prompts =
    [
        "Hello!", "Who are you?", "What can you do?", "My name is Ada.", "What is 2 + 3?", "Say yes.", "Tell me a story.",
        "List three colors.", "What is the capital of France?", "Write a haiku.", "Why is the sky blue?", "Count to ten.",
        "I like tea.", "Good morning", "Repeat after me: banana", "How are you today?", "Thanks!", "Translate 'cat'.",
        "{\"a\": 1}", "日本 👍",
    ];

    [SharedFact(LlamaServer.Program, Quantize, InRepository = Demo)]
    public async Task Decode_DemoModelGreedily_GivesTheTokensOfLlamaCpp()
    {
        var demo = Workspace.InRepository(Demo);
        var folder = Directory.CreateTempSubdirectory("tenantllm-");
        try
        {
            await CompareAsync(demo);
            foreach (var type in (string[])["F32", "Q8_0"])
                await CompareAsync(await QuantizeAsync(demo, Path.Combine(folder.FullName, $"{type}.gguf"), type));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task CompareAsync(string model)
    {
        using var decoder = new OnnxDecoderFactory().Load(new ModelOptions { Path = model, Parallel = 1 });
        await using var server = await LlamaServer.StartAsync(model, "-c", $"{decoder.Info.ContextLength}", "-np", "1", "-t", "1");
        var (ties, compared) = (0, 0);
        foreach (var text in Prompts)
        {
            var prompt = new List<int>();
            decoder.Tokenizer.Encode($"{text}\n", prompt);
            var expected = await server.CompleteAsync([.. prompt], Length);
            var actual = Greedy(decoder, [.. prompt], expected.Count);
            Assert.NotEmpty(expected);
            compared += expected.Count;
            var same = expected.Zip(actual).TakeWhile(pair => pair.First.Token == pair.Second).Count();
            if (same == expected.Count)
                continue;
            Assert.True(
                expected[same].Margin < Tie,
                $"{Path.GetFileName(model)}, '{text}', token {same}: {expected[same].Token} ≠ {actual[same]}, by {expected[same].Margin:0.0000}");
            ties++;
        }

        output.WriteLine($"{decoder.Info.Description}: {Prompts.Length - ties} of {Prompts.Length} equal ({compared} tokens), {ties} parted at a tie.");
        Assert.InRange(ties, 0, Prompts.Length / 4);
    }

    private static List<int> Greedy(IDecoder decoder, int[] prompt, int count)
    {
        decoder.Drop(0);
        var tokens = new List<int>();
        var input = new SequenceInput(0, prompt, 0, 1);
        while (tokens.Count < count)
        {
            tokens.Add(TensorPrimitives.IndexOfMax(decoder.Decode([input])[0]));
            input = new SequenceInput(0, new[] { tokens[^1] }, input.Start + input.Tokens.Length, 1);
        }

        return tokens;
    }

    private static async Task<string> QuantizeAsync(string model, string target, string type)
    {
        using var process = Process.Start(new ProcessStartInfo(Workspace.InShared(Quantize), [model, target, type])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return target;
    }
}
