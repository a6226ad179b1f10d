using System.Diagnostics;
using System.Net;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Cluster;

/// <summary>A Silo and an Api, each a process of its own.</summary>
public sealed class TwoProcessesTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(35);

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

    public void Dispose() => _folder.Dispose();

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
