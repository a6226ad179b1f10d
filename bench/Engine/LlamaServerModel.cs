using System.Text.Json.Nodes;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.Engine;

/// <summary>llama-server: one queue for all, its prompt cache left on.</summary>
internal sealed class LlamaServerModel(LlamaServer server, ServerSetup setup) : IServedModel
{
    private readonly JsonObject _more = SameAnswer.Of(setup.Model);

    public string Name => setup.PeerFile == setup.Model.Path ? "llama-server" : $"llama-server, {LlamaCpp.FastestType}";

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
        return new LlamaServerModel(server, setup);
    }

    public Task<ChatStream> AskAsync(ChatRequest request, Tenant tenant, CancellationToken cancellationToken) =>
        server.Chat.AskAsync(request with { More = _more }, cancellationToken);

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
