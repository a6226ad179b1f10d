using TenantLLM.Storage.ProjectData;

namespace TenantLLM.Grains.ProjectData;

/// <summary>Deletes all that is kept of a project: first what could write it again, then what is on disk.</summary>
internal sealed class ProjectErasing(IProjectDataStore store, TenantActivations activations, TenantCaches caches, TimeProvider clock)
{
    private static readonly TimeSpan ScrubInterval = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(ProjectErasureRow erasure)
    {
        // An answer that is cut off by it may still be written: then there is another round.
        do
        {
            await activations.EndAsync(erasure.ProjectId);
            await caches.ForgetAsync(erasure.ProjectId);
        }
        while (await EraseAsync(erasure) > 0);
        while (!await store.ScrubAsync(CancellationToken.None))
            await Task.Delay(ScrubInterval, clock);
        await store.SaveErasureAsync(erasure with { CompletedAt = clock.GetUtcNow() }, CancellationToken.None);
    }

    private async Task<int> EraseAsync(ProjectErasureRow erasure)
    {
        var erased = 0;
        while (await store.EraseAsync(erasure.ProjectId, erasure.IncludesUsage, CancellationToken.None) is > 0 and var batch)
            erased += batch;
        return erased;
    }
}
