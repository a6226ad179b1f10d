namespace TenantLLM.Grains.Abstractions.Isolation;

/// <summary>Says that a grain belongs to no tenant, and why that is no danger: anybody's call reaches it. A grain whose interface does not
/// say so belongs to the tenant that its key begins with, and answers that tenant alone.</summary>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class SharedByTenantsAttribute(string reason) : Attribute
{
    /// <summary>What it tells that all may know.</summary>
    public string Reason => reason;
}
