using Microsoft.Extensions.Logging;
using TenantLLM.Grains.Abstractions.Placement;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Models;

namespace TenantLLM.Grains.Placement;

/// <summary>Tells the others every second what this silo hosts, and hears what they do; and that it stops, before it does.</summary>
internal sealed partial class SiloPresence(
    IGrainFactory grains, ModelCatalogue catalogue, ModelHosts hosts, SiloDrain drain, ILocalSiloDetails here, TimeProvider clock,
    ILogger<SiloPresence> log) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _reporting = Task.CompletedTask;

    /// <summary>Last of all at the start, and first of all at the stop, while the silo is still a full member.</summary>
    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(SiloPresence), ServiceLifecycleStage.Last, StartAsync, StopAsync);

        // Before it, Api nodes were told to send through other silos.
        lifecycle.Subscribe(nameof(SiloPresence), ServiceLifecycleStage.BecomeActive, _ => Task.CompletedTask, LetPollsReturnAsync);
    }

    public void Dispose() => _stop.Dispose();

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReportAsync();
        _reporting = Task.Run(RepeatAsync, CancellationToken.None);
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        drain.Begin();
        await ReportAsync();
        await drain.WaitAsync(cancellationToken);
        await _stop.CancelAsync();
        await _reporting;
    }

    /// <summary>Streams of other silos whose Api nodes come through this one: each of their polls is back within a heartbeat.</summary>
    private async Task LetPollsReturnAsync(CancellationToken cancellationToken)
    {
        if (drain.IsPatient && hosts.HasOthers(here.SiloAddress))
            await Task.Delay(2 * SessionUpdate.HeartbeatInterval, clock, cancellationToken);
    }

    private async Task RepeatAsync()
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await ReportAsync();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task ReportAsync()
    {
        try
        {
            var report = new SiloReport(here.SiloAddress, drain.IsDraining, catalogue.Report());
            hosts.Update(await grains.GetGrain<IModelHostsGrain>(IModelHostsGrain.Key).ReportAsync(report));
        }
#pragma warning disable CA1031 // The silo that had the grain may be gone; the next report finds another.
        catch (Exception exception)
        {
            LogFailed(exception.Message);
        }
#pragma warning restore CA1031
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The silo's report was lost, and the next follows: {Reason}")]
    private partial void LogFailed(string reason);
}
