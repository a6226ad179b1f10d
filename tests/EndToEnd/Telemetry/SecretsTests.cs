using System.Net;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.EndToEnd.Servers.Secrets;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Telemetry;

/// <summary>Whatever happens to a request, the log of the server does not tell what it said.</summary>
public sealed class SecretsTests : IDisposable
{
    private const string Secret = "Quoxilbarn";
    private const string WrongKey = "sk-proj-TEd1UQ1VfL8Z1PGc441NtPPqFWpwtWW144FcO1";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Information")]
    [InlineData("Debug")]
    public async Task Log_OfAllKindsOfRequests_TellsNoSecret(string level)
    {
        await using var server = await StandaloneServer.StartAsync(
            _folder.Root, "--Logging:LogLevel:Default", level, "--Logging:LogLevel:Microsoft.AspNetCore", level);
        await CallAsync(server);
        Assert.Equal(0, await server.Process.StopAsync());

        var output = server.Process.StandardOutput;
        Assert.True(output.IsWhole);

        // The one place where the key is told, past the log.
        var welcome = await output.WaitForAsync(new("Project 'demo' was created(.|\n)*\"Count to 3\\.\"}]}'"), TimeSpan.Zero);
        var log = output.Text.Replace(welcome.Value, "", StringComparison.Ordinal) + server.Process.StandardError.Text;
        Assert.Contains("Model demo is loaded", log, StringComparison.Ordinal);
        foreach (var secret in new[] { server.Key, server.Key[8..24], WrongKey[8..24], Secret, "Count to", "Repeat after me" })
            Assert.DoesNotContain(secret, log, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What every test of this project relies on.</summary>
    [Fact]
    public async Task Server_ThatWritesASecret_FailsItsTest()
    {
        var secret = $"Secret{Guid.NewGuid():N}";
        TestSecrets.AddCredential(secret);

        // A server that cannot start tells the setting that is wrong.
        var server = StandaloneServer.Launch(_folder.Root, null, "--Models:0:Path", $"/{secret}.gguf");
        Assert.NotEqual(0, await server.Process.ExitCodeAsync(TimeSpan.FromSeconds(60)));
        var told = await Assert.ThrowsAsync<SecretToldException>(async () => await server.DisposeAsync());
        Assert.Contains(secret, told.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task CallAsync(StandaloneServer server)
    {
        using var client = server.TenantClient();
        await client.AnswerAsync(ChatCalls.Request($"Repeat after me: {Secret}"));
        await client.AnswerAsync(ChatCalls.StreamRequest($"Repeat after me: {Secret}"));

        var wrongModel = ChatCalls.Request(Secret);
        wrongModel["model"] = Secret;
        await AssertAsync(HttpStatusCode.NotFound, client.PostChatAsync(wrongModel));
        await AssertAsync(HttpStatusCode.BadRequest, client.PostChatAsync(new JsonObject { [Secret] = Secret }));
        await AssertAsync(HttpStatusCode.BadRequest, client.PostAsync(ChatCalls.Route, ChatCalls.Json($"{{\"{Secret}")));
        using var stranger = server.Client(WrongKey);
        await AssertAsync(HttpStatusCode.Unauthorized, stranger.PostChatAsync(ChatCalls.Request(Secret)));

        await using var leaver = await RawConnection.OpenAsync(server);
        await leaver.SendChatAsync(server.Key, ChatCalls.StreamRequest($"Repeat after me: {Secret}"));
        await leaver.ReadUntilAsync("data: ");
    }

    private static async Task AssertAsync(HttpStatusCode status, Task<HttpResponseMessage> call)
    {
        using var response = await call;
        Assert.Equal(status, response.StatusCode);
    }
}
