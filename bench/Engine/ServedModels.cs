using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.Engine;

/// <summary>The servers that are compared, loaded side by side.</summary>
internal sealed class ServedModels : IAsyncDisposable
{
    private readonly List<IServedModel> _all = [];

    /// <summary>Ours first.</summary>
    public IReadOnlyList<IServedModel> All => _all;

    public IServedModel Ours => _all[0];

    /// <summary>Null where there is no llama-server.</summary>
    public IServedModel? Peer => _all.ElementAtOrDefault(1);

    public static async Task<ServedModels> StartAsync(ServerSetup setup, LlamaCpp? llama, TemporaryFolder folder, TextWriter output)
    {
        var servers = new ServedModels();
        try
        {
            servers._all.Add(await StandaloneModel.StartAsync(setup, folder));
            if (llama is not null)
                servers._all.Add(await LlamaServerModel.StartAsync(llama, setup));
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets them take turns. Each round begins with another, so that none is always first.</summary>
    public async Task<Rounds<T>> TakeTurnsAsync<T>(int rounds, Func<IServedModel, Task<T>> turn)
    {
        var turns = _all.ToDictionary(server => server, _ => new List<T>());
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < _all.Count; i++)
            {
                var server = _all[(i + round) % _all.Count];
                turns[server].Add(await turn(server));
            }
        }

        return new Rounds<T>(this, turns);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _all)
            await server.DisposeAsync();
    }
}
