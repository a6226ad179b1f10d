using System.Diagnostics;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Telemetry;

public sealed class TraceTests(ITestOutputHelper output) : IDisposable
{
    private const string Secret = "Quoxilbarn";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Request_OfATracedClient_IsOneTraceFromHttpToTheEngine(bool stream)
    {
        await using var collector = new OtlpReceiver();
        await using var server = await StandaloneServer.StartAsync(_folder.Root, collector.Environment);
        using var client = server.TenantClient();

        await AssertOneTraceAsync(collector, client, stream);
        await AssertNothingLeakedAsync(collector, server);
    }

    [Fact]
    public async Task Request_ThroughTwoProcesses_IsOneTrace()
    {
        await using var collector = new OtlpReceiver();
        var ports = ClusterPorts.Free();
        await using var silo = await SiloServer.StartAsync(_folder.Root, ports, collector.Environment);
        await using var api = ApiServer.Launch(_folder.Root, ports, collector.Environment);
        await api.WaitForHealthAsync();
        using var client = api.Client(silo.Key);

        var chain = await AssertOneTraceAsync(collector, client, stream: true);

        Assert.Equal(["tenantllm-silo", "tenantllm-api"], chain.Select(span => span.Service).Distinct());
    }

    public void Dispose() => _folder.Dispose();

    /// <returns>The spans from the engine's up to the one under the client's.</returns>
    private async Task<List<ExportedSpan>> AssertOneTraceAsync(OtlpReceiver collector, HttpClient client, bool stream)
    {
        var (trace, caller) = ($"{ActivityTraceId.CreateRandom()}", $"{ActivitySpanId.CreateRandom()}");
        client.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{caller}-01");
        var request = stream ? ChatCalls.StreamRequest($"Repeat after me: {Secret}") : ChatCalls.Request($"Repeat after me: {Secret}");
        await client.AnswerAsync(request);

        var spans = await collector.WaitForAsync(
            all => all.Any(span => span.TraceId == trace && span.ParentId == caller) && all.Any(span => span.TraceId == trace && IsEngine(span)),
            Patience,
            "the spans of the HTTP server and of the engine");
        var ours = spans.Where(span => span.TraceId == trace).ToList();
        foreach (var span in ours)
            output.WriteLine($"{span.SpanId} under {span.ParentId}: {span.Service}, {span.Scope}: {span.Name}");

        var chain = new List<ExportedSpan> { Assert.Single(ours, IsEngine) };
        while (chain[^1].ParentId != caller)
        {
            var parent = ours.SingleOrDefault(span => span.SpanId == chain[^1].ParentId);
            Assert.True(parent is not null, $"the parent of '{chain[^1].Name}' was not exported");
            chain.Add(parent);
        }

        var tenant = chain[0].Attributes["tenantllm.tenant.id"];
        Assert.Equal(["decode", "prefill", "queue"], ours.Where(span => span.ParentId == chain[0].SpanId).Select(span => span.Name).Order());
        Assert.All(ours.Where(span => span.Scope.StartsWith("TenantLLM.", StringComparison.Ordinal)), span => Assert.Equal(tenant, span.Attributes["tenantllm.tenant.id"]));
        Assert.StartsWith("proj_", chain[0].Attributes["tenantllm.tenant.id"], StringComparison.Ordinal);
        Assert.Contains(chain, span => span.Scope == "Microsoft.Orleans.Application");
        Assert.Equal("Microsoft.AspNetCore", chain[^1].Scope);
        Assert.DoesNotContain(spans, span => span.Name.Contains("/MoveNext", StringComparison.Ordinal));
        return chain;
    }

    private static async Task AssertNothingLeakedAsync(OtlpReceiver collector, StandaloneServer server)
    {
        // What is left is exported at the end.
        Assert.Equal(0, await server.Process.StopAsync());
        var exported = collector.Everything;
        Assert.Contains("chat demo", exported, StringComparison.Ordinal);
        Assert.Contains("tenantllm.scheduler.running", exported, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, exported, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Repeat after me", exported, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(server.Key, exported, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-proj-", exported, StringComparison.Ordinal);
    }

    private static bool IsEngine(ExportedSpan span) => span.Name == "chat demo";
}
