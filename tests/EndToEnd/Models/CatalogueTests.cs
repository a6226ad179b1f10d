using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Models;

/// <summary>A Standalone whose models lie in a folder, and are loaded when they are asked for.</summary>
public sealed class CatalogueTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly DirectoryInfo _models;

    public CatalogueTests() => _models = Directory.CreateDirectory(_folder.File("models"));

    [Fact]
    public async Task Directory_ModelsComeAndAreUsed_WithoutARestart()
    {
        Put("first.gguf");
        await using var server = await StandaloneServer.StartAsync(
            _folder.Root, "--ModelDirectory", _models.FullName, "--ModelDefaults:Owner", "team", "--ModelDefaults:UnloadAfter", "00:00:01");
        using var client = server.TenantClient();
        Assert.Equal(["first team"], await ListAsync(client));
        Assert.NotEmpty(await client.SayAsync(Request("first")));
        await server.Process.StandardOutput.WaitForAsync(new("Model first is unloaded"), Patience);
        Assert.NotEmpty(await client.SayAsync(Request("first")));

        Put("second.gguf");
        await File.WriteAllTextAsync(Path.Combine(_models.FullName, "broken.gguf"), "These are notes, not a model.");
        await Waiting.UntilAsync(async () => (await ListAsync(client)).Length == 3, Patience, "the new files are listed");
        Assert.NotEmpty(await client.SayAsync(Request("second")));

        using var broken = await client.PostChatAsync(Request("broken"));
        var error = await broken.ReadErrorAsync();
        Assert.Equal((503, "server_is_overloaded"), (error.Status, error.Code));
        Assert.Equal("The model `broken` is currently unavailable, please try again later.", error.Message);
        Assert.True(broken.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        await server.Process.StandardOutput.WaitForAsync(new("Model broken could not be loaded after .*: .*broken.gguf is not a GGUF file"), Patience);
        await server.WaitForHealthAsync();
    }

    [Fact]
    public async Task Directory_ThatIsEmpty_IsNotReadyUntilAModelComes()
    {
        await using var server = StandaloneServer.Launch(_folder.Root, null, "--ModelDirectory", _models.FullName);
        await server.WaitForHealthAsync(HttpStatusCode.ServiceUnavailable);
        Put("late.gguf");
        await server.WaitForHealthAsync();
    }

    public void Dispose() => _folder.Dispose();

    private void Put(string name) => File.Copy(Workspace.InRepository("models", "demo", "demo.gguf"), Path.Combine(_models.FullName, name));

    private static JsonObject Request(string model)
    {
        var request = ChatCalls.Request("Count to 3.");
        request["model"] = model;
        return request;
    }

    private static async Task<string[]> ListAsync(HttpClient client)
    {
        using var body = JsonDocument.Parse(await client.GetStringAsync("/v1/models"));
        return [.. body.RootElement.GetProperty("data").EnumerateArray()
            .Select(model => $"{model.GetProperty("id").GetString()} {model.GetProperty("owned_by").GetString()}")];
    }
}
