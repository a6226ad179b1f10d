using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TenantLLM.Grains.Models;

namespace TenantLLM.Grains.Placement;

/// <summary>A silo that is told to stop takes no new answers, and lets those that it computes run to their end.</summary>
internal sealed partial class SiloDrain(ModelCatalogue catalogue, IOptions<DrainOptions> options, TimeProvider clock, ILogger<SiloDrain> log)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>For what an answer's reader has still to fetch once it is computed and written.</summary>
    private static readonly TimeSpan LastPoll = TimeSpan.FromMilliseconds(500);

    public bool IsDraining { get; private set; }

    /// <summary>Whether it waits for anything at all.</summary>
    public bool IsPatient => options.Value.DrainTimeout > TimeSpan.Zero;

    public void Begin() => IsDraining = true;

    /// <summary>Waits for the answers that are being computed, as long as the options allow.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (InUse is 0)
            return;
        LogDraining(InUse);
        var started = clock.GetTimestamp();
        while (InUse > 0 && clock.GetElapsedTime(started) < options.Value.DrainTimeout)
            await Task.Delay(Look, clock, cancellationToken);
        if (InUse is > 0 and var left)
            LogCutOff(left, options.Value.DrainTimeout);
        else
            await Task.Delay(LastPoll, clock, cancellationToken);
    }

    private int InUse => catalogue.Report().Sum(model => model.InUse);

    [LoggerMessage(Level = LogLevel.Information, Message = "The silo stops, and {Count} answers run to their end first")]
    private partial void LogDraining(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} answers did not end within Cluster:DrainTimeout, {Limit}, and are cut off")]
    private partial void LogCutOff(int count, TimeSpan limit);
}
