using Xunit;

namespace TenantLLM.EndToEnd.Documentation;

/// <summary>A test that runs commands of a page; it skips, naming what is missing.</summary>
public sealed class ShellFactAttribute : FactAttribute
{
    private static readonly string[] Programs = ["bash", "curl", "jq"];

    public ShellFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var missing = Programs.Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))).ToList();
        if (missing.Count > 0)
            Skip = $"{string.Join(", ", missing)} missing: apt-get install {string.Join(' ', missing)}";
    }
}
