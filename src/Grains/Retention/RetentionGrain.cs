using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TenantLLM.Grains.Abstractions.Isolation;
using TenantLLM.Grains.Abstractions.ProjectData;
using TenantLLM.Grains.Abstractions.Retention;
using TenantLLM.Storage.ProjectData;
using TenantLLM.Storage.Retention;

namespace TenantLLM.Grains.Retention;

/// <summary>Sweeps when a silo's <see cref="RetentionSchedule"/> asks for it, one batch a call: whichever silo asks, one at a time is swept.</summary>
internal sealed class RetentionGrain(
    IRetentionStore store, IProjectDataStore data, IOptions<RetentionOptions> options, TimeProvider clock, ILogger<RetentionGrain> log) : Grain, IRetentionGrain
{
    private RetentionSweep? _sweep;
    private long? _swept;

    public async Task<bool> SweepAsync()
    {
        if (_sweep is null)
        {
            // Every silo asks; the first one that finds it due gets the sweep.
            if (_swept is { } swept && clock.GetElapsedTime(swept) < options.Value.Interval / 2)
                return false;
            await ResumeErasuresAsync();
            _sweep = new RetentionSweep(store, GrainFactory, options.Value, clock.GetUtcNow(), log);
        }

        if (await _sweep.StepAsync())
            return true;
        _sweep = null;
        _swept = clock.GetTimestamp();
        return false;
    }

    /// <summary>A server may have stopped in the middle of one.</summary>
    private async Task ResumeErasuresAsync()
    {
        foreach (var project in await data.ListUnfinishedErasuresAsync(CancellationToken.None))
        {
            using (TenantContext.Enter(project))
                await GrainFactory.GetGrain<IProjectDataGrain>(project).ResumeAsync();
        }
    }
}
