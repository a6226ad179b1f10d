using System.Text.Json.Nodes;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.SingleStream.Contenders;

/// <summary>llama.cpp's server on the same file.</summary>
internal sealed class LlamaServer(ServerProcess process, ChatClient chat, int threads) : IContender
{
    public string Name => $"llama-server, {threads} thread{(threads == 1 ? "" : "s")}";

    public ContenderKind Kind => ContenderKind.LlamaServer;

    public TimeSpan ProcessorTime => process.ProcessorTime;

    public static async Task<LlamaServer> StartAsync(LlamaCpp llama, ModelFile file, int threads)
    {
        var port = ServerProcess.FreePort();
        var process = ServerProcess.Start(
            llama.Server, ["-m", file.Path, "-t", $"{threads}", "-np", "1", "--host", "127.0.0.1", "--port", port]);
        await process.WaitForLineAsync(line => line.Contains("server is listening", StringComparison.Ordinal));
        return new LlamaServer(process, new ChatClient(process, new Uri($"http://127.0.0.1:{port}"), key: null), threads);
    }

    /// <summary>It is told not to answer from the prompt it holds: what is measured is a cold first token on all paths.</summary>
    public Task<Answer> AnswerAsync(StreamPrompt prompt) => chat.AnswerAsync(prompt, new JsonObject { ["cache_prompt"] = false });

    public ValueTask DisposeAsync()
    {
        chat.Dispose();
        return process.DisposeAsync();
    }
}
