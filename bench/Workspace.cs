using System.Reflection;

namespace TenantLLM.Bench;

/// <summary>Where the files are that a run needs; the build wrote it into the assembly.</summary>
internal static class Workspace
{
    private static readonly Dictionary<string, string?> Metadata = typeof(Workspace).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(entry => entry.Key, entry => entry.Value);

    /// <summary>The Standalone server, built in the bench's configuration.</summary>
    public static string Standalone => Metadata["Standalone"]!;

    public static string InRepository(params string[] parts) => Path.Combine([Metadata["Repository"]!, .. parts]);
}
