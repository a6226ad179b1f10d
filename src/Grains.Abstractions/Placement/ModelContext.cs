namespace TenantLLM.Grains.Abstractions.Placement;

/// <summary>The model that a call is about, by which a grain that is not active yet is placed. It travels with the call.</summary>
public static class ModelContext
{
    /// <summary>The request context's key.</summary>
    public const string Key = "tenantllm.model";

    /// <summary>Makes the calls that the current method makes from here on those about a model.</summary>
    public static void Set(string model) => RequestContext.Set(Key, model);
}
