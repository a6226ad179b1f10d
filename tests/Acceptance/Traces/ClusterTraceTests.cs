using System.Diagnostics;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.Acceptance.Traces;

/// <summary>What a collector sees of a request to a cluster, over OTLP/gRPC.</summary>
[Collection(QuietGroup.Name)]
public sealed class ClusterTraceTests(ITestOutputHelper output)
{
    private const string Secret = "Quoxilbarn";
    private const string OtherModel = "other";
    private static readonly string[] Stages = ["queue", "prefill", "decode"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Each silo has a model of its own, and the tenant's grain lives on one: a request for the other silo's model needs both.</summary>
    [ClusterFact]
    public async Task Requests_OfATracedClient_AreOneTraceEach_AcrossApiAndBothSilos()
    {
        await using var collector = await TraceCollector.StartAsync();
        await using var cluster = await ClusterServers.StartAsync(
            (number, _) => number == 1 ? collector.Settings : ["--Models:0:Id", OtherModel, .. collector.Settings], collector.Settings);
        var traces = new[]
        {
            await TraceAsync(collector, cluster, cluster.Apis[0], "demo", stream: true),
            await TraceAsync(collector, cluster, cluster.Apis[1], OtherModel, stream: true),
            await TraceAsync(collector, cluster, cluster.Apis[0], OtherModel, stream: false),
        };

        Assert.Contains(traces, trace => SilosOf(trace) == 2);
        Assert.Equal(2, SilosOf([.. traces.SelectMany(trace => trace)]));
    }

    /// <summary>One request, whose spans it checks.</summary>
    private async Task<IReadOnlyList<CollectedSpan>> TraceAsync(
        TraceCollector collector, ClusterServers cluster, HttpServer api, string model, bool stream)
    {
        var (trace, caller) = ($"{ActivityTraceId.CreateRandom()}", $"{ActivitySpanId.CreateRandom()}");
        using var client = api.Client(cluster.Key);
        client.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{caller}-01");
        var request = stream ? ChatCalls.StreamRequest($"Repeat after me: {Secret}") : ChatCalls.Request($"Repeat after me: {Secret}");
        request["model"] = model;
        var answer = stream ? EventStream.Answer(await client.AnswerAsync(request)).Text : await client.SayAsync(request);

        var spans = await collector.WaitForAsync(trace, all => IsWhole(all, caller, model), Patience);
        output.WriteLine($"'{answer}' of {model}:\n{string.Join('\n', spans)}\n");
        AssertIsOfOneTenant(spans, model);
        AssertHasNoContent(spans, answer);
        return spans;
    }

    /// <summary>Whether every span leads up to the client's, and the engine's and its stages are among them.</summary>
    private static bool IsWhole(IReadOnlyList<CollectedSpan> spans, string caller, string model)
    {
        var ids = spans.Select(span => span.Id).Append(caller).ToHashSet();
        return spans.All(span => ids.Contains(span.ParentId))
            && spans.Any(span => span.ParentId == caller)
            && spans.Any(span => span.Span.Name == $"chat {model}")
            && Stages.All(stage => spans.Any(span => span.Span.Name == stage));
    }

    private static void AssertIsOfOneTenant(IReadOnlyList<CollectedSpan> spans, string model)
    {
        var tenant = Assert.Single(spans, span => span.Span.Name == $"chat {model}").Attribute("tenantllm.tenant.id");
        Assert.StartsWith("proj_", tenant, StringComparison.Ordinal);
        Assert.All(spans.Where(span => span.IsOurs), span => Assert.Equal(tenant, span.Attribute("tenantllm.tenant.id")));
        Assert.Single(spans, span => span.Service == "tenantllm-api" && span.Scope == "Microsoft.AspNetCore");
    }

    /// <summary>In no name, attribute, event or status of a span.</summary>
    private static void AssertHasNoContent(IReadOnlyList<CollectedSpan> spans, string answer)
    {
        Assert.NotEmpty(answer);
        foreach (var text in spans.Select(span => span.Span.ToString()))
        {
            Assert.DoesNotContain(Secret, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Repeat after me", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(answer, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static int SilosOf(IReadOnlyList<CollectedSpan> spans) =>
        spans.Where(span => span.Service == "tenantllm-silo").Select(span => span.Instance).Distinct().Count();
}
