using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TenantLLM.Grains.Abstractions.Retention;

namespace TenantLLM.Grains.Retention;

/// <summary>Asks for a sweep again and again while the silo runs. The work is the one <see cref="RetentionGrain"/>'s: where the silo that had
/// it is gone, the next that asks has it.</summary>
internal sealed partial class RetentionSchedule(
    IGrainFactory grains, IOptions<RetentionOptions> options, TimeProvider clock, ILogger<RetentionSchedule> log) : BackgroundService
{
    /// <summary>Between batches, so that a long sweep leaves the disk to those who wait for it.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        do
        {
            await SweepAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await grains.GetGrain<IRetentionGrain>(IRetentionGrain.Key).SweepAsync())
                await Task.Delay(Breath, clock, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops; the next one goes on.
        }
#pragma warning disable CA1031 // A sweep that fails is tried again; it must not take the silo with it.
        catch (Exception exception)
        {
            LogFailed(exception);
        }
#pragma warning restore CA1031
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What was kept for too long could not be looked for; the next sweep tries again")]
    private partial void LogFailed(Exception exception);
}
