using Orleans.Concurrency;
using Orleans.Core.Internal;
using Orleans.Metadata;
using TenantLLM.Grains.Abstractions.Isolation;
using TenantLLM.Grains.Isolation;

namespace TenantLLM.Grains.ProjectData;

/// <summary>A tenant's grains in the memory of all silos.</summary>
internal sealed class TenantActivations(IGrainFactory grains, GrainTypeResolver types, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Ends them, with what they generate and hold.</summary>
    /// <exception cref="TimeoutException">One did not end.</exception>
    public async Task EndAsync(string projectId)
    {
        var started = clock.GetTimestamp();
        while (await FindAsync(projectId) is { Count: > 0 } active)
        {
            if (clock.GetElapsedTime(started) > Patience)
                throw new TimeoutException($"{active.Count} grains of the project did not end within {Patience}.");
            using (TenantContext.Enter(projectId))
                await Task.WhenAll(active.Select(grain => grains.GetGrain<IGrainManagementExtension>(grain).DeactivateOnIdle().AsTask()));
            await Task.Delay(Interval, clock);
        }
    }

    private async Task<IReadOnlyList<GrainId>> FindAsync(string projectId)
    {
        var management = grains.GetGrain<IManagementGrain>(0);
        var found = new List<GrainId>();
        foreach (var type in Kinds().Select(types.GetGrainType))
            found.AddRange((await management.GetActiveGrains(type)).Where(grain => GrainOwners.IsOf(grain, projectId)));
        return found;
    }

    /// <summary>Stateless workers hold nothing; and the one that does the deletion is not to end itself.</summary>
    private static IEnumerable<Type> Kinds() => typeof(TenantActivations).Assembly.GetTypes().Where(type =>
        type is { IsClass: true, IsAbstract: false }
        && type.IsAssignableTo(typeof(Grain))
        && type != typeof(ProjectDataGrain)
        && GrainOwners.HasOwner(type)
        && !type.IsDefined(typeof(StatelessWorkerAttribute), inherit: true));
}
