using System.Security.Cryptography;
using Orleans.Placement;
using Orleans.Runtime.Placement;
using TenantLLM.Grains.Abstractions.Placement;

namespace TenantLLM.Grains.Placement;

/// <summary>The grain lives on a silo that hosts the model it is asked for.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class HostedByModelAttribute() : PlacementAttribute(new HostedByModelPlacement());

/// <inheritdoc cref="HostedByModelAttribute"/>
[Serializable]
internal sealed class HostedByModelPlacement : PlacementStrategy;

/// <summary>Finds the silo. Where none hosts the model any will do, to say so.</summary>
internal sealed class HostedByModelDirector(ModelHosts hosts) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } hint)
            return Task.FromResult(hint);
        var model = target.RequestContextData?.GetValueOrDefault(ModelContext.Key) as string;
        return Task.FromResult(
            hosts.Choose(target.GrainIdentity, model, silos.Contains)
            ?? hosts.Choose(target.GrainIdentity, null, silos.Contains)
            ?? silos[RandomNumberGenerator.GetInt32(silos.Length)]);
    }
}
