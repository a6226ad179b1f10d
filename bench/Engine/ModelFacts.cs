using Microsoft.Extensions.DependencyInjection;
using TenantLLM.Bench.SingleStream.Contenders;
using TenantLLM.Inference.Models;
using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Bench.Engine;

/// <summary>What prompts must know of a model.</summary>
/// <param name="Path">The GGUF file.</param>
/// <param name="TrainedContext">Tokens it was made for.</param>
/// <param name="AnswerToken">The token all answers are made of.</param>
/// <param name="TokensPerWord">Of the words prompts are made of.</param>
internal sealed record ModelFacts(string Path, int TrainedContext, int AnswerToken, double TokensPerWord)
{
    /// <summary>Bytes of a file that are worth a second thread.</summary>
    private const long BytesPerThread = 16 << 20;

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Threads of both sides: a small model is slower with two, ours and llama-server's alike.</summary>
    public int Threads => (int)Math.Clamp(new FileInfo(Path).Length / BytesPerThread, 1, Environment.ProcessorCount);

    /// <summary>Loads the model once, for a moment.</summary>
    public static async Task<ModelFacts> ReadAsync(string path)
    {
        await using var services = InProcess.Services();
        var backend = services.GetServices<IDecoderFactory>().First();
        using var decoder = backend.Load(new ModelOptions { Path = path, Parallel = 1 });
        var tokenizer = decoder.Tokenizer;
        const int Words = 1000;
        return new ModelFacts(
            path,
            decoder.Info.ContextLength,
            Encode(tokenizer, " and")[0],
            (double)Encode(tokenizer, Prompts.Words(seed: 0, Words)).Count / Words);
    }

    private static List<int> Encode(ITokenizer tokenizer, string text)
    {
        var tokens = new List<int>();
        tokenizer.Encode(text, tokens);
        return tokens;
    }
}
