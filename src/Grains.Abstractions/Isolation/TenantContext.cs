namespace TenantLLM.Grains.Abstractions.Isolation;

/// <summary>The tenant on whose behalf calls are made, as authentication found it. It travels with every call, and silos compare it with the
/// tenant of the grain that is called.</summary>
public static class TenantContext
{
    private const string Key = "tenantllm.tenant";

    /// <summary>The project's id; null where there is none.</summary>
    public static string? Current => RequestContext.Get(Key) as string;

    /// <summary>Makes calls from here on those of a tenant.</summary>
    /// <param name="projectId">From authentication, or from an administrator who acts on a tenant by name; null: of none.</param>
    /// <returns>Disposing of it brings back whose they were.</returns>
    public static Scope Enter(string? projectId)
    {
        var scope = new Scope(Current);
        Set(projectId);
        return scope;
    }

    private static void Set(string? projectId)
    {
        if (projectId is null)
            RequestContext.Remove(Key);
        else
            RequestContext.Set(Key, projectId);
    }

    /// <summary>While it lasts, calls are those of a tenant.</summary>
    public readonly struct Scope(string? outer) : IDisposable
    {
        public void Dispose() => Set(outer);
    }
}
