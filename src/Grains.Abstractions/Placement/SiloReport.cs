using TenantLLM.Grains.Abstractions.Models;

namespace TenantLLM.Grains.Abstractions.Placement;

/// <summary>What a silo says of itself.</summary>
/// <param name="Silo">Which one.</param>
/// <param name="IsDraining">It is about to stop, and takes no new answers.</param>
/// <param name="Models">What it hosts.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.SiloReport")]
public sealed record SiloReport(
    [property: Id(0)] SiloAddress Silo, [property: Id(1)] bool IsDraining, [property: Id(2)] ImmutableArray<HostedModel> Models);

/// <summary>A model on a silo.</summary>
/// <param name="Description">The model.</param>
/// <param name="InUse">Requests that compute or wait there.</param>
/// <param name="Places">Requests that compute at once.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.HostedModel")]
public readonly record struct HostedModel(
    [property: Id(0)] ModelDescription Description, [property: Id(1)] int InUse, [property: Id(2)] int Places);
