using TenantLLM.Grains.Abstractions.Isolation;

namespace TenantLLM.Cluster;

/// <summary>The tests' own calls: unless a test says on whose behalf it calls, it is the tenant of the grain that it calls.</summary>
internal sealed class TargetsTenant : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (TenantContext.Current is not null || context.TargetId.Key.ToString() is not { } key)
        {
            await context.Invoke();
            return;
        }

        using (TenantContext.Enter(key.Split('/')[0]))
            await context.Invoke();
    }
}
