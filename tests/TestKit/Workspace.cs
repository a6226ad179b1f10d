namespace TenantLLM.TestKit;

/// <summary>Where things lie: the repository, and the reference data beside it that tests may use and must not need.</summary>
public static class Workspace
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path inside the repository.</summary>
    public static string InRepository(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A path inside the reference data (<c>shared/</c> beside the repository, or <c>TENANTLLM_SHARED</c>).</summary>
    public static string InShared(string path) =>
        Path.Combine(Environment.GetEnvironmentVariable("TENANTLLM_SHARED") ?? Path.Combine(Root, "..", "shared"), path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TenantLLM.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("TenantLLM.sln was not found above the test's folder.");
    }
}
