using Orleans.Services;

namespace TenantLLM.Grains.ProjectData;

/// <summary>What a silo's models keep of tenants. Each silo has one.</summary>
[Alias("TenantLLM.ICacheGrainService")]
internal interface ICacheGrainService : IGrainService
{
    /// <summary>Drops what is kept of a tenant.</summary>
    [Alias("Forget")]
    Task ForgetAsync(string projectId);
}
