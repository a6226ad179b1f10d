using System.Text.Json.Nodes;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.SingleStream.Contenders;

/// <summary>llama.cpp's server on the same file.</summary>
internal sealed class LlamaCppServer(LlamaServer server, int threads) : IContender
{
    public string Name => $"llama-server, {threads} thread{(threads == 1 ? "" : "s")}";

    public ContenderKind Kind => ContenderKind.LlamaServer;

    public TimeSpan ProcessorTime => server.ProcessorTime;

    public static async Task<LlamaCppServer> StartAsync(LlamaCpp llama, ModelFile file, int threads) =>
        new(await LlamaServer.StartAsync(llama, "-m", file.Path, "-t", $"{threads}", "-np", "1"), threads);

    /// <summary>It is told not to answer from the prompt it holds: what is measured is a cold first token on all paths.</summary>
    public async Task<Answer> AnswerAsync(StreamPrompt prompt) => (await server.Chat.AskAsync(
        ChatRequest.Of(prompt.Text, prompt.Tokens) with { More = new JsonObject { ["cache_prompt"] = false } },
        CancellationToken.None)).Answer();

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
