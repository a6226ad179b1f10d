using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.DataPlane;

/// <summary>A Silo and an Api, each a process of its own, on SQLite: what the Api costs can be told apart.</summary>
internal sealed partial class TwoProcesses : IAsyncDisposable
{
    public const int Parallel = 32;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);

    private readonly ServerProcess _silo;
    private readonly ServerProcess _api;

    private TwoProcesses(ServerProcess silo, ServerProcess api, HttpClient client)
    {
        _silo = silo;
        _api = api;
        Client = client;
    }

    /// <summary>Sends the key of its only project.</summary>
    public HttpClient Client { get; }

    public TimeSpan ApiProcessorTime => _api.ProcessorTime;

    /// <param name="models">GGUF files; their ids are their places, from <c>0</c>.</param>
    /// <param name="folder">Where the data goes.</param>
    public static async Task<TwoProcesses> StartAsync(IReadOnlyList<string> models, TemporaryFolder folder)
    {
        var gateway = ServerProcess.FreePort();
        var environment = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["Storage__Path"] = folder.InFolder("data-plane.db"),
            ["Cluster__SiloPort"] = ServerProcess.FreePort(),
            ["Cluster__GatewayPort"] = gateway,
            ["Projects__0__Name"] = "bench",
        };
        foreach (var (place, path) in models.Index())
        {
            environment[$"Models__{place}__Id"] = $"{place}";
            environment[$"Models__{place}__Path"] = path;
            environment[$"Models__{place}__Parallel"] = $"{Parallel}";
        }

        var silo = ServerProcess.Start("dotnet", [Workspace.Silo], environment);
        var key = KeyPattern().Match(await silo.WaitForLineAsync(KeyPattern().IsMatch)).Value;
        var url = $"http://127.0.0.1:{ServerProcess.FreePort()}";
        var api = ServerProcess.Start(
            "dotnet",
            [Workspace.Api],
            new Dictionary<string, string> { ["DOTNET_ENVIRONMENT"] = "Production", ["Urls"] = url, ["Cluster__GatewayPort"] = gateway });
        var client = new HttpClient { BaseAddress = new Uri(url), Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var servers = new TwoProcesses(silo, api, client);
        await servers.WaitUntilReadyAsync();
        return servers;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _api.DisposeAsync();
        await _silo.DisposeAsync();
    }

    private async Task WaitUntilReadyAsync()
    {
        using var patience = new CancellationTokenSource(StartPatience);
        while (!await IsReadyAsync())
        {
            if (patience.IsCancellationRequested)
                throw new InvalidDataException($"The Api did not become ready; it {_api.Describe()}");
            await Task.Delay(PollInterval, TimeProvider.System);
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Client.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [GeneratedRegex("sk-proj-[0-9A-Za-z]+")]
    private static partial Regex KeyPattern();
}
