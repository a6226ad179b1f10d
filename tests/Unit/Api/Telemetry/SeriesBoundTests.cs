using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TenantLLM.Api.Telemetry;
using TenantLLM.ServiceDefaults;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Api.Telemetry;

/// <summary>How many series an Api node has at most, as Prometheus reads them.</summary>
public sealed class SeriesBoundTests
{
    private const int Tenants = 10_000;
    private const int MadeUpModels = 1_000_000;

    /// <summary>The exporter answers this long what it answered last.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMilliseconds(400);

    [Fact]
    public async Task Series_OfTenThousandTenantsAndAMillionMadeUpModels_AreBounded()
    {
        var url = $"http://127.0.0.1:{Ports.Free()}";
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddServiceDefaults("test");
        builder.Configuration.AddDefaults(new Dictionary<string, string?> { ["Operator:Urls"] = url });
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<ApiMetrics>();
        using var host = builder.Build();
        await host.StartAsync();
        var metrics = host.Services.GetRequiredService<ApiMetrics>();

        // A model that never answered has no name here, whatever a request called it.
        for (var request = 0; request < MadeUpModels; request++)
            metrics.Count($"proj_{request % Tenants}", InferenceOperation.Chat, RequestOutcome.ClientError, new RequestRecord(TimeProvider.System));
        var requests = await CountAsync(url, "tenantllm_requests_total");
        for (var tenant = 0; tenant < Tenants; tenant++)
            metrics.Count($"proj_{tenant}", InferenceOperation.Chat, RequestOutcome.Ok, new RequestRecord(TimeProvider.System) { Model = "demo" });
        for (var tenant = 0; tenant < 3 * Tenants; tenant++)
            metrics.Count($"proj_more_{tenant}", InferenceOperation.Chat, RequestOutcome.Ok, new RequestRecord(TimeProvider.System) { Model = "demo" });

        Assert.Equal(Tenants, requests);
        await Task.Delay(Kept, TimeProvider.System);
        Assert.InRange(await CountAsync(url, "tenantllm_requests_total"), 2 * Tenants, 20_001);
        Assert.Equal(1, await CountAsync(url, "tenantllm_requests_total", "otel_metric_overflow=\"true\""));
        await host.StopAsync();
    }

    private static async Task<int> CountAsync(string url, string metric, string label = "")
    {
        using var client = new HttpClient();
        var text = await client.GetStringAsync(new Uri($"{url}/metrics"));
        return text.Split('\n').Count(line => line.StartsWith($"{metric}{{", StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal));
    }
}
