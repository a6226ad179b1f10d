namespace TenantLLM.Storage.ProjectData;

/// <summary>Says that rows of a project outlive the deletion of its data, and why. Rows whose type does not say so go with it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KeptAfterErasureAttribute(string reason) : Attribute
{
    public string Reason => reason;

    /// <summary>Whether they are usage, which goes, too, where that is asked for.</summary>
    public bool IsUsage { get; init; }
}
