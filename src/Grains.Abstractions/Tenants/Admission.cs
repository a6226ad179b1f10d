namespace TenantLLM.Grains.Abstractions.Tenants;

/// <summary>A request that asks to run.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.AdmissionRequest")]
public readonly record struct AdmissionRequest([property: Id(0)] string Model);

/// <summary>The answer to an <see cref="AdmissionRequest"/>.</summary>
public enum Admission
{
    Admitted,

    /// <summary>The project does not exist.</summary>
    UnknownProject,
}
