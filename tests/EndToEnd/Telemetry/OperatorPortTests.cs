using System.Net;
using System.Text.RegularExpressions;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Telemetry;

public sealed partial class OperatorPortTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _operators = $"http://127.0.0.1:{Ports.Free()}";

    [Fact]
    public async Task Metrics_AfterAnAnswer_AreThereForOperatorsOnly()
    {
        await using var server = await StandaloneServer.StartAsync(_folder.Root, "--Operator:Urls", _operators);
        using var client = server.TenantClient();
        await client.AnswerAsync(ChatCalls.StreamRequest("Count to 3."));
        using var operators = new HttpClient();

        // The client has its answer before the request is over.
        var metrics = "";
        await Waiting.UntilAsync(
            async () => Counted().IsMatch(metrics = await operators.GetStringAsync(new Uri($"{_operators}/metrics"))),
            TimeSpan.FromSeconds(10),
            "the request is counted");

        Assert.Contains("gen_ai_server_time_to_first_token_seconds_bucket", metrics, StringComparison.Ordinal);
        Assert.Contains("orleans_catalog_activations", metrics, StringComparison.Ordinal);
        Assert.Contains("dotnet_gc_pause_time_seconds_total", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("otel_metric_overflow", metrics, StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Host = new Uri(_operators).Authority } };
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Log_OfRequests_HasALineForEachAndNoWordOfThem()
    {
        await using var server = await StandaloneServer.StartAsync(_folder.Root, "--Logging:Console:FormatterName", "json");
        using var client = server.TenantClient();
        await client.AnswerAsync(ChatCalls.StreamRequest("Repeat after me: Quoxilbarn"));

        await server.Process.StandardOutput.WaitForAsync(Line(), TimeSpan.FromSeconds(10));

        Assert.DoesNotContain("Quoxilbarn", server.Process.StandardOutput.Text, StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex("""tenantllm_requests_total\{[^}]*gen_ai_request_model="demo",tenantllm_outcome="ok"[^}]*\} 1\n""")]
    private static partial Regex Counted();

    [GeneratedRegex(""""Outcome":"ok".*"Tenant":"proj_[0-9a-f]+","Key":"key_[0-9a-f]+","Model":"demo","InputTokens":\d+,.*"Trace":"[0-9a-f]{32}"""")]
    private static partial Regex Line();
}
