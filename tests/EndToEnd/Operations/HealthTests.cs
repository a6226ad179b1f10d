using System.Net;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Operations;

/// <summary>What a process says of itself: a word to everybody, and which part is sick to operators.</summary>
public sealed class HealthTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly string _operators = $"http://127.0.0.1:{Ports.Free()}";

    [Fact]
    public async Task Health_OfAServerThatServes_IsAWordToClientsAndAllPartsToOperators()
    {
        await using var server = await StandaloneServer.StartAsync(_folder.Root, "--Operator:Urls", _operators);
        using var client = server.Client();
        using var operators = new HttpClient { BaseAddress = new Uri(_operators) };
        foreach (var one in new[] { client, operators })
        {
            Assert.Equal("200 live", await AskAsync(one, "/health/live"));
            Assert.Equal("200 started", await AskAsync(one, "/health/startup"));
            Assert.Equal("200 ready", await AskAsync(one, "/health/ready"));
        }

        Assert.StartsWith("404", await AskAsync(client, "/health"), StringComparison.Ordinal);
        var health = JsonNode.Parse(await operators.GetStringAsync("/health"))!;
        Assert.Equal("healthy", (string?)health["status"]);
        var checks = health["checks"]!.AsObject();
        Assert.Equal(["cluster", "models", "process", "silos", "store", "writes"], checks.Select(check => check.Key).Order(StringComparer.Ordinal));
        Assert.All(checks, check => Assert.Equal("healthy", (string?)check.Value!["status"]));
        Assert.All(checks, check => Assert.InRange((double)check.Value!["duration_ms"]!, 0, 2_000));
        Assert.Equal("demo: Ready", (string?)checks["models"]!["description"]);
    }

    [Fact]
    public async Task Health_OfAnApiThatFindsNoSilo_SaysSoToOperators()
    {
        await using var api = ServerProcess.Start(
            "Api", _folder.Root, ["--Urls", $"http://127.0.0.1:{Ports.Free()}", "--Cluster:GatewayPort", $"{Ports.Free()}", "--Operator:Urls", _operators]);
        using var operators = new HttpClient { BaseAddress = new Uri(_operators) };
        await Waiting.UntilAsync(async () => await TryAskAsync(operators, "/health/live") == "200 live", Patience, "the operator port opens");

        Assert.Equal("503 starting", await AskAsync(operators, "/health/startup"));
        Assert.Equal("503 not ready", await AskAsync(operators, "/health/ready"));
        using var answer = await operators.GetAsync("/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var checks = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["checks"]!;
        Assert.Equal(("unhealthy", "It is starting."), ((string?)checks["process"]!["status"], (string?)checks["process"]!["description"]));
        Assert.Equal("unhealthy", (string?)checks["silos"]!["status"]);
        Assert.NotEmpty((string)checks["silos"]!["error"]!);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string?> TryAskAsync(HttpClient client, string path)
    {
        try
        {
            return await AskAsync(client, path);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<string> AskAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }
}
