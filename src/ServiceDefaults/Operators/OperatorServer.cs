using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using TenantLLM.ServiceDefaults.Health;

namespace TenantLLM.ServiceDefaults.Operators;

/// <summary>A web server of its own in every process, silos included, for what clients must not see: metrics, and which part is sick.</summary>
internal sealed partial class OperatorServer(
    IServiceProvider process, IOptions<OperatorOptions> options, ILoggerFactory logs, ILogger<OperatorServer> log) : IHostedService
{
    private WebApplication? _server;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Addresses.Count == 0)
            return;
        _server = Build();
        await _server.StartAsync(cancellationToken);
        foreach (var address in _server.Urls)
            LogListening(address);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is null)
            return;
        await _server.StopAsync(cancellationToken);
        await _server.DisposeAsync();
    }

    private WebApplication Build()
    {
        // Empty: the process's own configuration has the addresses that clients reach.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls([.. options.Value.Addresses]).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(logs);

        // Whoever runs the process ends this server with it.
        builder.Services.AddSingleton<IHostLifetime, EndsWithItsProcess>();

        var server = builder.Build();
        server.UseRouting();
        server.UseEndpoints(_ => { });
        server.MapPrometheusScrapingEndpoint(
                "/metrics", process.GetRequiredService<MeterProvider>(), configureBranchedPipeline: null, optionsName: null)
            .DisableHttpMetrics();
        server.MapHealth(process);
        server.MapHealthDetails(process);
        return server;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Operators reach this process on {Address}")]
    private partial void LogListening(string address);

    private sealed class EndsWithItsProcess : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
