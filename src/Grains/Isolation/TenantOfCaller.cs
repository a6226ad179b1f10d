using TenantLLM.Grains.Abstractions.Isolation;

namespace TenantLLM.Grains.Isolation;

/// <summary>Calls that a tenant's grain makes are that tenant's, also from a timer or at the end of an abandoned stream, where no call is
/// left that could tell it.</summary>
internal sealed class TenantOfCaller : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.SourceContext?.GrainInstance is not { } caller || context.SourceId is not { } source
            || source.IsSystemTarget() || source.IsClient() || !GrainOwners.HasOwner(caller))
        {
            await context.Invoke();
            return;
        }

        using (TenantContext.Enter(GrainOwners.Of(source)))
            await context.Invoke();
    }
}
