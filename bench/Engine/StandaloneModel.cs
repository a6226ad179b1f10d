using System.Text.Json.Nodes;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.Engine;

/// <summary>Our side: the Standalone server, with a project for each tenant.</summary>
internal sealed class StandaloneModel : IServedModel
{
    private readonly StandaloneServer _server;
    private readonly JsonObject _more;

    private StandaloneModel(StandaloneServer server, string name, JsonObject more)
    {
        _server = server;
        _more = more;
        Name = name;
    }

    public string Name { get; }

    public long ResidentBytes => _server.ResidentBytes;

    public static async Task<StandaloneModel> StartAsync(ServerSetup setup, TemporaryFolder folder)
    {
        var server = await StandaloneServer.StartAsync(
            folder.InFolder($"{Guid.NewGuid():N}.db"),
            new Dictionary<string, string>
            {
                ["Path"] = setup.Model.Path,
                ["Threads"] = $"{setup.Threads}",
                ["Parallel"] = $"{setup.Parallel}",
                ["Context"] = $"{setup.Context}",
                ["Compute"] = setup.Compute,
                ["Backend"] = setup.Backend,
            },
            [.. Enum.GetNames<Tenant>()]);
        return new StandaloneModel(server, $"TenantLLM, {setup.Backend} {setup.Compute}", SameAnswer.Of(setup.Model));
    }

    public Task<ChatStream> AskAsync(ChatRequest request, Tenant tenant, CancellationToken cancellationToken) =>
        _server.ChatOf((int)tenant).AskAsync(request with { More = _more }, cancellationToken);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
