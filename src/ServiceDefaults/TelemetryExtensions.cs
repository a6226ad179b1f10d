using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TenantLLM.ServiceDefaults;

public static class TelemetryExtensions
{
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Sets of a tenant and what else a metric tells apart; those beyond share <c>otel.metric.overflow</c>.</summary>
    private const int MostSetsOfATenant = 20_000;

    /// <summary>The meters whose metrics have a tenant's label.</summary>
    private static readonly HashSet<string> MetersOfTenants = ["TenantLLM.Api", "TenantLLM.Usage", "TenantLLM.Tenants", "TenantLLM.Budgets"];

    /// <summary>Metrics of every part, on the operator port; where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, they and traces over OTLP. Without
    /// it no span is made. The other <c>OTEL_*</c> variables are OpenTelemetry's own.</summary>
    public static IHostApplicationBuilder AddTelemetry(this IHostApplicationBuilder builder, string serviceName)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(serviceName, serviceNamespace: "tenantllm"))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddMeter("System.Runtime", "Microsoft.Orleans", "TenantLLM.*")
                .AddView(instrument => MetersOfTenants.Contains(instrument.Meter.Name)
                    ? new MetricStreamConfiguration { CardinalityLimit = MostSetsOfATenant }
                    : null)
                .SetExemplarFilter(ExemplarFilterType.TraceBased)
                .AddPrometheusExporter());
        if (HasCollector(builder.Configuration))
        {
            telemetry.UseOtlpExporter().WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(requests => requests.Filter = IsTraced)
                .AddSource("Microsoft.Orleans.Application", "TenantLLM.*")
                .SetSampler<TraceSampler>());
        }

        return builder;
    }

    /// <summary>OpenTelemetry would take a wrong address for none, and send to its default.</summary>
    /// <exception cref="InvalidOperationException">The address is none.</exception>
    private static bool HasCollector(IConfiguration configuration) => configuration[Collector] switch
    {
        null or "" => false,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) => true,
        var other => throw new InvalidOperationException($"{Collector} is '{other}': it must be a collector's address, such as 'http://localhost:4317'."),
    };

    /// <summary>Machines that ask how the process is, every second, make no traces.</summary>
    private static bool IsTraced(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments("/metrics", StringComparison.Ordinal);
}
