using System.Numerics.Tensors;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Tokenization;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Backends;

/// <summary>A decoder beside llama-server on the same file.</summary>
internal static class GreedyComparison
{
    private const int Length = 64;

    public static readonly string[] Prompts =
    [
        "Hello!", "Who are you?", "What can you do?", "My name is Ada.", "What is 2 + 3?", "Say yes.", "Tell me a story.",
        "List three colors.", "What is the capital of France?", "Write a haiku.", "Why is the sky blue?", "Count to ten.",
        "I like tea.", "Good morning", "Repeat after me: banana", "How are you today?", "Thanks!", "Translate 'cat'.",
        "{\"a\": 1}", "日本 👍",
    ];

    /// <summary>Follows llama-server's greedy answers to all prompts: its token is the decoder's likeliest each time, or as good as.</summary>
    public static async Task RunAsync(IDecoder decoder, string model, float tie, ITestOutputHelper output)
    {
        await using var server = await LlamaServer.StartAsync(model, "-c", $"{decoder.Info.ContextLength}", "-np", "1", "-t", "2");
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
    public static int[] Prompt(ITokenizer tokenizer, string text)
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
