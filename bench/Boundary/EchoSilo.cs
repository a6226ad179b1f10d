using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TenantLLM.Bench.Servers;
using TenantLLM.Grains.Abstractions.Isolation;
using TenantLLM.Grains.Isolation;

namespace TenantLLM.Bench.Boundary;

/// <summary>A silo in this process, with the boundary between tenants or without it.</summary>
internal sealed class EchoSilo(bool hasBoundary) : IAsyncDisposable
{
    private const string Project = "proj_0123456789abcdefghijklmn";

    private readonly IHost _host = Build(hasBoundary);
    private IEchoGrain _grain = null!;

    public async Task StartAsync()
    {
        await _host.StartAsync();
        _grain = _host.Services.GetRequiredService<IGrainFactory>().GetGrain<IEchoGrain>($"{Project}/conv_0");
    }

    /// <summary>Calls one after the other.</summary>
    /// <returns>Microseconds a call.</returns>
    public async Task<double> LatencyAsync(int calls)
    {
        var started = Stopwatch.GetTimestamp();
        for (var call = 0; call < calls; call++)
            await CallAsync(call);
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / calls;
    }

    /// <summary>Calls beside each other.</summary>
    /// <returns>Microseconds of processor time a call, of all cores.</returns>
    public async Task<double> ProcessorTimeAsync(int calls, int atOnce)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            for (var call = 0; call < calls / atOnce; call++)
                await CallAsync(call);
        }));
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMicroseconds / calls;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    /// <summary>With the boundary as a request does it: on behalf of its tenant.</summary>
    private async Task CallAsync(int number)
    {
        if (!hasBoundary)
        {
            await _grain.EchoAsync(number);
            return;
        }

        using (TenantContext.Enter(Project))
            await _grain.EchoAsync(number);
    }

    private static int FreePort() => int.Parse(ServerProcess.FreePort(), CultureInfo.InvariantCulture);

    private static IHost Build(bool hasBoundary)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePort(), FreePort(), serviceId: "bench", clusterId: $"{hasBoundary}"));
        if (hasBoundary)
        {
            builder.Services.AddSingleton<IIncomingGrainCallFilter, TenantBoundary>();
            builder.Services.AddSingleton<IOutgoingGrainCallFilter, TenantOfCaller>();
        }

        return builder.Build();
    }
}
