using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Completions;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Cluster;

/// <summary>A Silo and an Api, each a process of its own.</summary>
public sealed class TwoProcessesTests(ITestOutputHelper output) : IDisposable
{
    private const string EmbeddingRoute = "/v1/embeddings";

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly TemporaryFolder _folder = new();
    private readonly ClusterPorts _ports = ClusterPorts.Free();

    [Fact]
    public async Task Api_WhoseSiloIsKilled_AnswersOverloadedUntilItIsBack()
    {
        // The Api may come first: it waits for a silo.
        await using var api = ApiServer.Launch(_folder.Root, _ports);
        string key;
        await using (var silo = await SiloServer.StartAsync(_folder.Root, _ports))
        {
            key = silo.Key;
            await api.WaitForHealthAsync();
            using var client = api.Client(key);
            var stream = await client.AnswerAsync(ChatCalls.StreamRequest("Hello!"));
            Assert.NotEmpty(EventStream.Answer(stream).Text);
            silo.Process.Kill();
        }

        using (var client = api.Client(key))
        {
            // The first request that meets the dead silo may wait for it; those after it need not.
            await AssertOverloadedAsync(client, "chat with the silo gone", Chat);
            await AssertOverloadedAsync(client, "chat once more", Chat);
            await AssertOverloadedAsync(client, "models", one => one.GetAsync("/v1/models"));
            Assert.False(api.Process.HasExited);
            using var live = await client.GetAsync("/health/live");
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
            await api.WaitForHealthAsync(HttpStatusCode.ServiceUnavailable);
        }

        await using (var silo = await SiloServer.StartAsync(_folder.Root, _ports))
        {
            Assert.Equal("", silo.Key);
            Assert.EndsWith($"sk-…{key[^4..]}", silo.Announcement, StringComparison.Ordinal);
            var back = await api.WaitForHealthAsync();
            output.WriteLine($"ready again {back.TotalMilliseconds:N0} ms after the silo was back");
            using var client = api.Client(key);
            await client.AnswerAsync(ChatCalls.Request("Hello!"));
            Assert.Equal(0, await silo.Process.StopAsync());
        }

        Assert.Equal(0, await api.Process.StopAsync());
    }

    [Fact]
    public async Task Stream_WhoseSiloIsKilled_EndsInAnErrorFrame()
    {
        await using var silo = await SiloServer.StartAsync(_folder.Root, _ports, TalkativeModel.Settings(_folder.Root));
        await using var api = ApiServer.Launch(_folder.Root, _ports);
        await api.WaitForHealthAsync();
        await using var reader = await RawConnection.OpenAsync(api);
        var request = ChatCalls.StreamRequest("Tell me a story.");
        request["temperature"] = 1;
        await reader.SendChatAsync(silo.Key, request);
        await reader.ReadUntilAsync("\"delta\":{\"content\"");

        var killed = Stopwatch.StartNew();
        silo.Process.Kill();
        var stream = await reader.ReadUntilAsync("data: [DONE]\n\n", LongestSilence);

        output.WriteLine($"the stream ended {killed.ElapsedMilliseconds:N0} ms after its silo was killed");
        Assert.Contains("data: {\"error\":{\"message\":", stream, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embeddings_WhoseSiloIsKilled_AnswerOverloaded()
    {
        await using var silo = await SiloServer.StartAsync(_folder.Root, _ports, TalkativeModel.Settings(_folder.Root));
        await using var api = ApiServer.Launch(_folder.Root, _ports);
        await api.WaitForHealthAsync();
        using var client = api.Client(silo.Key);
        await client.BodyAsync(EmbeddingRoute, Embedding(1));
        await client.BodyAsync(CompletionCalls.Route, CompletionCalls.Request("Hi"));

        await AssertOverloadedAsync(client, "embeddings with the silo killed", async one =>
        {
            var answer = one.PostJsonAsync(EmbeddingRoute, Embedding(18));
            Assert.NotSame(answer, await Task.WhenAny(answer, Task.Delay(Soon, TimeProvider.System)));
            silo.Process.Kill();
            return await answer;
        });
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>So many inputs, each of which takes a while.</summary>
    private static JsonObject Embedding(int inputs) => new()
    {
        ["model"] = "demo",
        ["input"] = new JsonArray([.. Enumerable.Range(0, inputs).Select(_ => new JsonArray([.. Enumerable.Repeat(60, 16_000).Select(token => (JsonNode)token)]))]),
    };

    private static Task<HttpResponseMessage> Chat(HttpClient client) => client.PostChatAsync(ChatCalls.Request("Hello!"));

    private async Task AssertOverloadedAsync(HttpClient client, string what, Func<HttpClient, Task<HttpResponseMessage>> send)
    {
        var sent = Stopwatch.StartNew();
        using var response = await send(client);
        var error = await response.ReadErrorAsync();

        output.WriteLine($"{what}: {error.Status} after {sent.ElapsedMilliseconds:N0} ms");
        Assert.Equal((503, "service_unavailable_error", "server_is_overloaded"), (error.Status, error.Type, error.Code));
        Assert.Equal("1", response.Headers.GetValues("Retry-After").Single());
        Assert.InRange(sent.Elapsed, TimeSpan.Zero, LongestSilence);
    }
}
