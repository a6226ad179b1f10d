#pragma warning disable OPENAI001 // The package calls its Responses client experimental.
using System.ClientModel;
using System.Text.Json.Nodes;
using OpenAI.Responses;
using TenantLLM.EndToEnd.Sdk;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Persistence;

/// <summary>A chat of two turns; the server is killed between them.</summary>
public sealed class RestartTests : IDisposable
{
    private const string Said = "My name is Ada.";
    private const string Asked = "What is my name?";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public Task DotNetSdk_KilledBetweenTurns_StillKnows() => ChatAsync(async (server, key, input, previous) =>
    {
        var client = new ResponsesClient(
            new ApiKeyCredential(key), new ResponsesClientOptions { Endpoint = new Uri($"{server.Url}/v1") });
        ResponseResult response = await client.CreateResponseAsync(new CreateResponseOptions
        {
            Model = "demo",
            Temperature = 0,
            PreviousResponseId = previous,
            InputItems = { ResponseItem.CreateUserMessageItem(input) },
        });
        return (response.Id, response.GetOutputText());
    });

    [NodeFact]
    public Task JavaScriptSdk_KilledBetweenTurns_StillKnows() => ChatAsync(async (server, key, input, previous) =>
    {
        string[] arguments = previous is null ? [input] : [input, previous];
        var turn = JsonNode.Parse(await NodeScript.RunAsync(server, key, "turn.mjs", arguments))!;
        return ((string)turn["id"]!, (string)turn["text"]!);
    });

    public void Dispose() => _folder.Dispose();

    private async Task ChatAsync(Func<StandaloneServer, string, string, string?, Task<(string Id, string Text)>> takeTurn)
    {
        string key;
        string first;
        await using (var server = await StandaloneServer.StartAsync(_folder.Root))
        {
            key = server.Key;
            (first, _) = await takeTurn(server, key, Said, null);
            server.Process.Kill();
        }

        await using var again = StandaloneServer.Launch(_folder.Root, null, "--environment", "Development");
        await again.WaitForHealthAsync();
        var (_, text) = await takeTurn(again, key, Asked, first);
        Assert.Contains("Ada", text, StringComparison.Ordinal);
    }
}
