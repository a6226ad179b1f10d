using System.Text.Json.Nodes;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.Engine;

/// <summary>llama-server: one queue for all, its prompt cache left on.</summary>
internal sealed class LlamaServerModel(LlamaServer server, string name) : IServedModel
{
    private static readonly JsonObject More = new() { ["ignore_eos"] = true };

    public string Name => name;

    public long ResidentBytes => server.ResidentBytes;

    public static async Task<LlamaServerModel> StartAsync(LlamaCpp llama, ServerSetup setup)
    {
        var server = await LlamaServer.StartAsync(
            llama,
            "-m", setup.PeerFile,
            "-t", $"{setup.Threads}",
            "-c", $"{ServerSetup.PeerContext}",
            "-np", $"{setup.Parallel}",
            "-kvu");
        var isSameFile = setup.PeerFile == setup.Model.Path;
        return new LlamaServerModel(server, isSameFile ? "llama-server" : $"llama-server, {LlamaCpp.FastestType}");
    }

    public Task<ChatStream> AskAsync(ChatRequest request, Tenant tenant, CancellationToken cancellationToken) =>
        server.Chat.AskAsync(request with { More = More }, cancellationToken);

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
