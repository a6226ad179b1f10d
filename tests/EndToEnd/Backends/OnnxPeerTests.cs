using System.Diagnostics;
using System.Numerics.Tensors;
using TenantLLM.Inference.Backends.Onnx;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;
using TenantLLM.Inference.Tokenization;
using TenantLLM.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Backends;

public sealed class OnnxPeerTests(ITestOutputHelper output)
{
    private const string Quantize = "peers/llama.cpp-b8390/llama-quantize";
    private const string Demo = "models/demo/demo.gguf";
    private const int Length = 64;

    /// <summary>Two engines round differently: where two tokens are this close in log-probability, either is the most likely.</summary>
    private const float Tie = 0.02f;

    /// <summary>The same where llama.cpp rounds the activations to 8 bits, too, as it does before weights of 8 bits.</summary>
    private const float RoundedTie = 0.1f;

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
            await CompareAsync(demo, Tie);
            foreach (var (type, tie) in new[] { ("F32", Tie), ("Q8_0", RoundedTie) })
                await CompareAsync(await QuantizeAsync(demo, Path.Combine(folder.FullName, $"{type}.gguf"), type), tie);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task CompareAsync(string model, float tie)
    {
        using var decoder = new OnnxDecoderFactory().Load(new ModelOptions { Path = model, Parallel = 1 });
        await using var server = await LlamaServer.StartAsync(model, "-c", $"{decoder.Info.ContextLength}", "-np", "1", "-t", "1");
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
                Assert.True(behind < tie, $"{Path.GetFileName(model)}, '{text}', token {at}: {expected[at]} is {behind:0.0000} behind.");
                ties += behind > 0 ? 1 : 0;
                input = new SequenceInput(0, new[] { expected[at] }, input.Start + input.Tokens.Length, 1);
            }

            compared += expected.Length;
        }

        output.WriteLine($"{decoder.Info.Description}: {compared} tokens over {Prompts.Length} prompts, {ties} of them at a tie.");
        Assert.InRange(ties, 0, compared / 100);
    }

    /// <summary>A turn as the model was trained on it; on loose text it babbles bytes that llama-server cannot return.</summary>
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
