using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TenantLLM.ServiceDefaults;

public static class TelemetryExtensions
{
    /// <summary>Sets of a tenant and a model that are told apart; those beyond share <c>otel.metric.overflow</c>.</summary>
    private const int MostTenantsAndModels = 20_000;

    /// <summary>Traces and metrics of every part, exported over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set. The other
    /// <c>OTEL_*</c> variables are OpenTelemetry's own.</summary>
    public static IHostApplicationBuilder AddTelemetry(this IHostApplicationBuilder builder, string serviceName)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(serviceName, serviceNamespace: "tenantllm"))
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation()
                .AddSource("Microsoft.Orleans.Application", "TenantLLM.*")
                .AddProcessor<PollingSpanFilter>())
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddMeter("Microsoft.Orleans", "TenantLLM.*")
                .AddView("tenantllm.usage.*", new MetricStreamConfiguration { CardinalityLimit = MostTenantsAndModels }));
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            telemetry.UseOtlpExporter();
        return builder;
    }
}
