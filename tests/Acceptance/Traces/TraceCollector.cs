using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace TenantLLM.Acceptance.Traces;

/// <summary>A collector that takes traces over OTLP/gRPC and keeps them; it refuses metrics and logs, which no one must mind.</summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly CollectedTraces _traces;

    private TraceCollector(WebApplication server) =>
        (_server, _traces) = (server, server.Services.GetRequiredService<CollectedTraces>());

    /// <summary>The settings that make a process export to it soon.</summary>
    public string[] Settings =>
    [
        "--OTEL_EXPORTER_OTLP_ENDPOINT", _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single(),
        "--OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
        "--OTEL_BSP_SCHEDULE_DELAY", "200",
    ];

    /// <summary>Starts it on a free port of loopback.</summary>
    public static async Task<TraceCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            System.Net.IPAddress.Loopback, port: 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton<CollectedTraces>().AddGrpc();
        var server = builder.Build();
        server.MapGrpcService<Receiver>();
        await server.StartAsync();
        return new TraceCollector(server);
    }

    /// <inheritdoc cref="CollectedTraces.WaitForAsync"/>
    public Task<IReadOnlyList<CollectedSpan>> WaitForAsync(string trace, Func<IReadOnlyList<CollectedSpan>, bool> isWhole, TimeSpan patience) =>
        _traces.WaitForAsync(trace, isWhole, patience);

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    /// <summary>The service of <c>trace_service.proto</c>.</summary>
    private sealed class Receiver(CollectedTraces traces) : TraceService.TraceServiceBase
    {
        public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
        {
            traces.Add(CollectedSpan.Of(request));
            return Task.FromResult(new ExportTraceServiceResponse());
        }
    }
}
