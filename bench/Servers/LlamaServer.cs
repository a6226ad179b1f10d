namespace TenantLLM.Bench.Servers;

/// <summary>llama.cpp's server as a process of its own.</summary>
internal sealed class LlamaServer : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private LlamaServer(ServerProcess process, Uri url)
    {
        _process = process;
        Chat = new ChatClient(process, url, key: null);
    }

    public ChatClient Chat { get; }

    public TimeSpan ProcessorTime => _process.ProcessorTime;

    public long ResidentBytes => _process.ResidentBytes;

    /// <param name="llama">The build.</param>
    /// <param name="arguments">All but where it listens.</param>
    public static async Task<LlamaServer> StartAsync(LlamaCpp llama, params string[] arguments)
    {
        var port = ServerProcess.FreePort();
        var process = ServerProcess.Start(llama.Server, [.. arguments, "--host", "127.0.0.1", "--port", port]);
        await process.WaitForLineAsync(line => line.Contains("server is listening", StringComparison.Ordinal));
        return new LlamaServer(process, new Uri($"http://127.0.0.1:{port}"));
    }

    public ValueTask DisposeAsync()
    {
        Chat.Dispose();
        return _process.DisposeAsync();
    }
}
