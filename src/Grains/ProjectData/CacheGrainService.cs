using Microsoft.Extensions.Logging;
using TenantLLM.Grains.Models;

namespace TenantLLM.Grains.ProjectData;

internal sealed class CacheGrainService(GrainId id, Silo silo, ILoggerFactory logs, ModelCatalogue catalogue)
    : GrainService(id, silo, logs), ICacheGrainService
{
    public Task ForgetAsync(string projectId)
    {
        catalogue.Forget(projectId);
        return Task.CompletedTask;
    }
}
