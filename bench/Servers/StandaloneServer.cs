using TenantLLM.Bench.SingleStream;

namespace TenantLLM.Bench.Servers;

/// <summary>TenantLLM's Standalone as a process of its own, with an empty database.</summary>
internal sealed class StandaloneServer : IAsyncDisposable
{
    public const string Model = "bench";

    private readonly ServerProcess _process;
    private bool _isDisposed;

    private StandaloneServer(ServerProcess process, ChatClient chat)
    {
        _process = process;
        Chat = chat;
    }

    public ChatClient Chat { get; }

    public TimeSpan ProcessorTime => _process.ProcessorTime;

    public static async Task<StandaloneServer> StartAsync(ModelFile file, TemporaryFolder folder, BenchOptions options)
    {
        var url = $"http://127.0.0.1:{ServerProcess.FreePort()}";
        var process = ServerProcess.Start("dotnet", [Workspace.Standalone], new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["Urls"] = url,
            ["Storage__Path"] = folder.InFolder($"{file.Type}.db"),
            ["Models__0__Id"] = Model,
            ["Models__0__Path"] = file.Path,
            ["Models__0__Threads"] = $"{options.Threads}",
            ["Projects__0__Name"] = "bench",
        });

        // It prints the project's key on a line of its own once it listens.
        var key = await process.WaitForLineAsync(line => line.TrimStart().StartsWith("sk-", StringComparison.Ordinal));
        return new StandaloneServer(process, new ChatClient(process, new Uri(url), key.Trim()));
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        Chat.Dispose();
        await _process.DisposeAsync();
    }
}
