using Orleans.Runtime.Placement;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Models;

namespace TenantLLM.Grains.Placement;

/// <summary>Whether a session's answer can be computed on this silo, and where else.</summary>
internal sealed class SessionPlace(ModelHosts hosts, ModelCatalogue catalogue, SiloDrain drain, ILocalSiloDetails here)
{
    /// <summary>Looks whether a grain may answer here. If another silo should, the grain goes there.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="model">What it is asked for.</param>
    /// <param name="isBusy">It computes other answers, and cannot go.</param>
    /// <returns>Null where it may answer; else what the caller is told.</returns>
    public SessionFailure? Leave(Grain grain, string model, bool isBusy)
    {
        if (!drain.IsDraining && catalogue.Serves(model))
            return null;
        if (Another(grain, model) is not { } silo)
            return drain.IsDraining ? Busy : null;
        if (isBusy)
            return Busy;
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        grain.MigrateOnIdle();
        return new SessionFailure(SessionFailureKind.Moved, "The session has moved to another silo. Please try again.");
    }

    private SiloAddress? Another(Grain grain, string model) =>
        hosts.Choose(grain.GetGrainId(), model, silo => !silo.Equals(here.SiloAddress));

    private static SessionFailure Busy { get; } = new(SessionFailureKind.Overloaded, "The session's server cannot answer now. Please try again.");
}
