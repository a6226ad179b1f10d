using System.Reflection;

namespace TenantLLM.Bench;

/// <summary>Where the files are that a run needs; the build wrote it into the assembly.</summary>
internal static class Workspace
{
    private static readonly Dictionary<string, string?> Metadata = typeof(Workspace).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(entry => entry.Key, entry => entry.Value);

    /// <summary>The Standalone server, built in the bench's configuration.</summary>
    public static string Standalone => Metadata["Standalone"]!;

    /// <summary>The Api, built in the bench's configuration.</summary>
    public static string Api => Metadata["Api"]!;

    /// <summary>The Silo, built in the bench's configuration.</summary>
    public static string Silo => Metadata["Silo"]!;

    /// <returns>A file of the shared folder beside the repository, or beside a folder above it; null where there is none.</returns>
    public static string? InShared(params string[] parts)
    {
        for (var folder = new DirectoryInfo(InRepository()); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine([folder.FullName, "shared", .. parts]);
            if (File.Exists(file))
                return file;
        }

        return null;
    }

    public static string InRepository(params string[] parts) => Path.Combine([Metadata["Repository"]!, .. parts]);
}
