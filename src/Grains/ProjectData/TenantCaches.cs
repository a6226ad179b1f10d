using Orleans.Runtime.Services;

namespace TenantLLM.Grains.ProjectData;

/// <summary>The caches of all silos' models.</summary>
internal sealed class TenantCaches(IServiceProvider services, IGrainFactory grains) : GrainServiceClient<ICacheGrainService>(services)
{
    /// <summary>Drops what any silo keeps of a tenant.</summary>
    public async Task ForgetAsync(string projectId)
    {
        var silos = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
        await Task.WhenAll(silos.Keys.Select(silo => GetGrainService(silo).ForgetAsync(projectId)));
    }
}
